import { describeVerification, verificationJson } from '@assay/bundle';
import { exitStatus } from '@assay/evidence';
import { verifyEvidence } from '@assay/pipeline';
import type { Format } from '../program.js';
import type { Context } from '../terminal.js';

/** `assay verify FILE`: is the bundle what it claims, and what does it say? */
export async function verifyCommand(
  { host, terminal }: Context,
  file: string,
  { format }: { format: Format },
): Promise<number> {
  const verification = await verifyEvidence(host, file);
  terminal.print(format === 'json' ? verificationJson(verification) : describeVerification(verification));
  return exitStatus[verification.verdict];
}
