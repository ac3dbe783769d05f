import { type Inputs, outputPath } from '@assay/action-kit';
import { verifyEvidence } from '@assay/pipeline';
import { judgeEvidence } from './judge-evidence.js';
import type { Host, Verifying } from './verifying.js';

type Input = 'bundle' | 'signature' | 'trust' | 'commit';

/** Verifies a bundle that is at hand. */
export async function verifyGiven(inputs: Inputs<Input>, host: Host): Verifying {
  const { bundle, signature, trust, commit } = inputs;
  const vouching = { signature: signature || undefined, trust: trust || undefined };
  const verification = await verifyEvidence(host, bundle, vouching);
  const judged = judgeEvidence(verification, commit);
  const evidence = outputPath(bundle);
  const verified = judged.report.statements.length > 0 ? evidence : '';
  const outputs = { evidence, bundle: verified, digest: verification.sha256, expires: '' };
  return { ...judged, directory: '.', outputs };
}
