import type { Statement } from '@assay/evidence';
import type { World } from '@assay/host';
import type { CheckOutcome, Request, WatchState } from '@assay/pipeline';
import { workspaceRoot } from '@assay/pipeline/workspace-root';
import { type Action, defineAction } from './action.js';
import { type CommonInput, commonInputs, type InputSpec, type Inputs, inDirectory, outputPath } from './inputs.js';

/** An action that runs one check on a workspace. */
export interface CheckAction<Id extends string, Output extends string> {
  name: string;
  /** The check, by name. */
  check: string;
  /** Inputs besides {@link commonInputs}. */
  inputs?: Readonly<Record<Id, InputSpec>>;
  outputs: readonly Output[];
  /** The values of {@link outputs}; the empty text where the check could not tell. */
  describe(statement: Statement): Record<Output, string>;
  /** What is done in the workspace before the check looks. */
  prepare?(inputs: Inputs<Id>, world: World): Promise<void>;
  /** With it the check looks again in a post step, when the rest of the job has run. */
  watch?: Watch;
}

/** What a post step says where it found nothing wrong. */
export interface Watch {
  /** Why nothing was looked at again. */
  nothing: string;
  /** What is as it was; `undefined` when something is not, or could not be looked at. */
  unchanged(statement: Statement): string | undefined;
}

/** The action: runs the check, leaves its evidence, and says where it lies. */
export function checkAction<Output extends string, Id extends string = never>(
  definition: CheckAction<Id, Output>,
): Action {
  const { name, check, outputs, describe, prepare, watch } = definition;
  return defineAction<CommonInput | Id, Output>({
    name,
    inputs: { ...commonInputs, ...definition.inputs } as Record<CommonInput | Id, InputSpec>,
    outputs,
    async run(inputs, host) {
      const directory = inputs['working-directory'];
      // Told of a wrong folder before anything heavy is loaded.
      await workspaceRoot(host, directory);
      const { runCheck } = await import(/* webpackMode: "eager" */ '@assay/pipeline/run-check');
      const outcome = await runCheck(host, check, requestOf(inputs), (world) => prepare?.(inputs, world));
      const described = { ...describe(outcome.statement), evidence: outputPath(outcome.evidencePath) };
      const state = watch === undefined ? undefined : outcome.watch;
      return { ...outcomeOf(outcome), directory, outputs: described, state };
    },
    ...(watch === undefined ? {} : { post: lookAgain(watch) }),
  });
}

function lookAgain({ nothing, unchanged }: Watch): NonNullable<Action<CommonInput>['post']> {
  return async (state, inputs, host) => {
    if (state === undefined) return nothing;
    const { watchToTheEnd } = await import(/* webpackMode: "eager" */ '@assay/pipeline/watch');
    // Its bytes are those that the first half kept.
    const outcome = await watchToTheEnd(host, requestOf(inputs), state as WatchState);
    const { reason, ...told } = outcomeOf(outcome);
    const directory = inputs['working-directory'];
    return unchanged(outcome.statement) ?? { ...told, directory, reason: `at the end of the job, ${reason}` };
  };
}

function requestOf(inputs: Inputs<CommonInput>): Request {
  const directory = inputs['working-directory'];
  return {
    workspace: directory,
    policy: inDirectory(directory, inputs.policy),
    evidenceDir: inDirectory(directory, inputs['evidence-dir']),
  };
}

function outcomeOf({ statement, report, verdict, lapsed }: CheckOutcome) {
  const expired = lapsed.map(({ id, expires }) => `deviation ${id} expired on ${expires}`);
  return { verdict, report, reason: expired.length > 0 ? expired.join(', ') : statement.predicate.reason };
}
