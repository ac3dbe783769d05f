import {
  type Action,
  type CommonInput,
  type Inputs,
  inDirectory,
  outputPath,
  type Result,
  requestOf,
} from '@assay/action-kit';
import { verifyCheckEvidence } from '@assay/pipeline';
import { judgeEvidence } from './judge-evidence.js';
import { tellMissing } from './missing.js';

type Host = Parameters<Action['run']>[1];
type Input = 'check' | 'commit' | CommonInput;

/** Verifies the evidence of one check, before there is a bundle. */
export async function verifyOneCheck(
  inputs: Inputs<Input>,
  host: Host,
): Promise<Result<'bundle' | 'digest' | 'expires'>> {
  const verification = await verifyCheckEvidence(host, inputs.check, requestOf(inputs));
  const { notes, addendum } = tellMissing(verification.missing);
  const directory = inputs['working-directory'];
  const evidence = outputPath(inDirectory(directory, inputs['evidence-dir']));
  return {
    ...judgeEvidence({ ...verification, notes: [...verification.notes, ...notes] }, inputs.commit),
    ...{ addendum, directory, outputs: { evidence, bundle: '', digest: '', expires: '' } },
  };
}
