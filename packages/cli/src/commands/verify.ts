import { describeVerification, verificationJson } from '@assay/bundle';
import { exitStatus } from '@assay/evidence';
import { verifyEvidence } from '@assay/pipeline';
import type { Format } from '../program.js';
import type { Context } from '../terminal.js';

export interface VerifyOptions {
  format: Format;
  signature?: string;
  trust?: string;
}

/** `assay verify FILE`: is the bundle what it claims, who vouches for it, and what does it say? */
export async function verifyCommand(
  { host, terminal }: Context,
  file: string,
  { format, ...vouching }: VerifyOptions,
): Promise<number> {
  const verification = await verifyEvidence(host, file, vouching);
  terminal.print(format === 'json' ? verificationJson(verification) : describeVerification(verification));
  return exitStatus[verification.verdict];
}
