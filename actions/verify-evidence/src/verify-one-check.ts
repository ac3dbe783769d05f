import { type CommonInput, type Inputs, inDirectory, outputPath, requestOf } from '@assay/action-kit';
import { verifyCheckEvidence } from '@assay/pipeline';
import { judgeEvidence } from './judge-evidence.js';
import { tellMissing } from './missing.js';
import type { Host, Verifying } from './verifying.js';

type Input = 'check' | 'commit' | CommonInput;

/** Verifies the evidence of one check, before there is a bundle. */
export async function verifyOneCheck(inputs: Inputs<Input>, host: Host): Verifying {
  const verification = await verifyCheckEvidence(host, inputs.check, requestOf(inputs));
  const { notes, addendum } = tellMissing(verification.missing);
  const directory = inputs['working-directory'];
  const evidence = outputPath(inDirectory(directory, inputs['evidence-dir']));
  return {
    ...judgeEvidence({ ...verification, notes: [...verification.notes, ...notes] }, inputs.commit),
    ...{ addendum, directory, outputs: { evidence, bundle: '', digest: '', expires: '' } },
  };
}
