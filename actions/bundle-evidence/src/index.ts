import { commonInputs, defineAction, inDirectory, outputPath, readSwitch, reasonOver } from '@assay/action-kit';
import { workspaceRoot } from '@assay/pipeline/workspace-root';

/** One bundle from the evidence of all jobs. */
export const action = defineAction({
  name: 'bundle-evidence',
  inputs: { ...commonInputs, 'include-assay': { default: 'false' } },
  outputs: ['bundle', 'digest'],
  async run(inputs, host) {
    const directory = inputs['working-directory'];
    await workspaceRoot(host, directory);
    const { bundleEvidence, describeExpiring } = await import(/* webpackMode: "eager" */ '@assay/pipeline');
    const evidenceDir = inDirectory(directory, inputs['evidence-dir']);
    const { verdict, report, notes, path, sha256, lapsed, expiring } = await bundleEvidence(host, {
      workspace: directory,
      policy: inDirectory(directory, inputs.policy),
      evidenceDir,
      includeAssay: readSwitch(inputs, 'include-assay'),
    });
    return {
      verdict,
      reason: reasonOver(report.statements, lapsed, 'check'),
      warnings: expiring.map(describeExpiring),
      report,
      directory,
      notes,
      outputs: { evidence: outputPath(evidenceDir), bundle: outputPath(path), digest: sha256 },
    };
  },
});
