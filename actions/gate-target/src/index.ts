import { commonInputs, defineAction, outputPath, reasonOver, requestOf } from '@assay/action-kit';
import { workspaceRoot } from '@assay/pipeline/workspace-root';
import { filesOf, namesIn } from './names.js';

/** Can the project bet on these targets, and does it build and run there? */
export const action = defineAction({
  name: 'gate-target',
  inputs: { ...commonInputs, target: { required: true } },
  outputs: ['artifact', 'readiness'],
  async run(inputs, host) {
    const directory = inputs['working-directory'];
    await workspaceRoot(host, directory);
    const { runParts } = await import(/* webpackMode: "eager" */ '@assay/pipeline/run-check');
    const outcome = await runParts(host, 'targets', requestOf(inputs), namesIn(inputs.target));
    const { left, verdict, report, lapsed } = outcome;
    const { worstReadiness } = await import(/* webpackMode: "eager" */ './readiness.js');
    return {
      verdict,
      reason: reasonOver(report.statements, lapsed, 'target'),
      report,
      directory,
      outputs: {
        evidence: left.flatMap(filesOf).map(outputPath).join('\n'),
        artifact: left.flatMap(({ products }) => products.map(({ path }) => outputPath(path))).join('\n'),
        readiness: worstReadiness(report.statements, host.world('.')),
      },
    };
  },
});
