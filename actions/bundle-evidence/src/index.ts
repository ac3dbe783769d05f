import { commonInputs, defineAction, inDirectory, outputPath } from '@assay/action-kit';
import { count, type Statement } from '@assay/evidence';
import { workspaceRoot } from '@assay/pipeline/workspace-root';

/** One bundle from the evidence of all jobs. */
export const action = defineAction({
  name: 'bundle-evidence',
  inputs: commonInputs,
  outputs: ['bundle', 'digest'],
  async run(inputs, host) {
    const directory = inputs['working-directory'];
    await workspaceRoot(host, directory);
    const { bundleEvidence } = await import(/* webpackMode: "eager" */ '@assay/pipeline');
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

/** `msrv: fail, 3 findings; policy: no-verdict, 1 gap`, or how many passed. */
function reasonOf(statements: readonly Statement[]): string {
  const others = statements.filter(({ predicate }) => predicate.verdict !== 'pass');
  const reasons = others.map(({ predicate: { check, verdict, reason } }) => `${check}: ${verdict}, ${reason}`);
  return reasons.length > 0 ? reasons.join('; ') : `${count(statements.length, 'check')} passed`;
}
