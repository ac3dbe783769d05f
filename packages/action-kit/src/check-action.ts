import type { Statement } from '@assay/evidence';
import { workspaceRoot } from '@assay/pipeline/workspace-root';
import { type Action, defineAction } from './action.js';
import { commonInputs, inDirectory, outputPath } from './inputs.js';

/** An action that runs one check on a workspace. */
export interface CheckAction<Output extends string> {
  name: string;
  /** The check, by name. */
  check: string;
  outputs: readonly Output[];
  /** The values of {@link outputs}; the empty text where the check could not tell. */
  describe(statement: Statement): Record<Output, string>;
}

/** The action: runs the check, leaves its evidence, and says where it lies. */
export function checkAction<Output extends string>(definition: CheckAction<Output>): Action {
  const { name, check, outputs, describe } = definition;
  return defineAction({
    name,
    inputs: commonInputs,
    outputs,
    async run(inputs, host) {
      const directory = inputs['working-directory'];
      // Told of a wrong folder before anything heavy is loaded.
      await workspaceRoot(host, directory);
      const { runCheck } = await import(/* webpackMode: "eager" */ '@assay/pipeline');
      const { statement, report, evidencePath, verdict, lapsed } = await runCheck(host, check, {
        workspace: directory,
        policy: inDirectory(directory, inputs.policy),
        evidenceDir: inDirectory(directory, inputs['evidence-dir']),
      });
      const expired = lapsed.map(({ id, expires }) => `deviation ${id} expired on ${expires}`);
      const reason = expired.length > 0 ? expired.join(', ') : statement.predicate.reason;
      const described = { ...describe(statement), evidence: outputPath(evidencePath) };
      return { verdict, reason, report, directory, outputs: described };
    },
  });
}
