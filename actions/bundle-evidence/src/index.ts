import { commonInputs, defineAction, inDirectory, outputPath, reasonOver } from '@assay/action-kit';
import { workspaceRoot } from '@assay/pipeline/workspace-root';

/** One bundle from the evidence of all jobs. */
export const action = defineAction({
  name: 'bundle-evidence',
  inputs: commonInputs,
  outputs: ['bundle', 'digest'],
  async run(inputs, host) {
    const directory = inputs['working-directory'];
    await workspaceRoot(host, directory);
    const { bundleEvidence, describeExpiring } = await import(/* webpackMode: "eager" */ '@assay/pipeline');
    const evidenceDir = inDirectory(directory, inputs['evidence-dir']);
    const { verdict, report, path, sha256, lapsed, expiring } = await bundleEvidence(host, {
      workspace: directory,
      policy: inDirectory(directory, inputs.policy),
      evidenceDir,
    });
    return {
      verdict,
      reason: reasonOver(report.statements, lapsed, 'check'),
      warnings: expiring.map(describeExpiring),
      report,
      directory,
      outputs: { evidence: outputPath(evidenceDir), bundle: outputPath(path), digest: sha256 },
    };
  },
});
