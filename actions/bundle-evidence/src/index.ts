import { commonInputs, defineAction, inDirectory, outputPath, reasonOf } from '@assay/action-kit';
import { bundleEvidence } from '@assay/pipeline';

/** One bundle from the evidence of all jobs. */
export const action = defineAction({
  name: 'bundle-evidence',
  inputs: commonInputs,
  outputs: ['bundle', 'digest'],
  async run(inputs, host) {
    const directory = inputs['working-directory'];
    const evidenceDir = inDirectory(directory, inputs['evidence-dir']);
    const { verdict, report, path, sha256 } = await bundleEvidence(host, {
      workspace: directory,
      policy: inDirectory(directory, inputs.policy),
      evidenceDir,
    });
    return {
      verdict,
      reason: reasonOf(report.statements),
      report,
      directory,
      outputs: { evidence: outputPath(evidenceDir), bundle: outputPath(path), digest: sha256 },
    };
  },
});
