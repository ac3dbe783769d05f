import { lapsedInWords, type Statement } from '@assay/evidence';
import type { Host, World } from '@assay/host';
import type { CheckOutcome, Request, WatchState } from '@assay/pipeline';
import { workspaceRoot } from '@assay/pipeline/workspace-root';
import { type Action, defineAction } from './action.js';
import {
  type CommonInput,
  commonInputs,
  type InputSpec,
  type Inputs,
  inDirectory,
  outputPath,
  readWhen,
  whenInput,
} from './inputs.js';

/** An action that runs one check on a workspace. */
export interface CheckAction<Id extends string, Output extends string> {
  name: string;
  /** The check, by name. */
  check: string;
  /** Inputs besides {@link commonInputs}. */
  inputs?: Readonly<Record<Id, InputSpec>>;
  /** With it there is the input `when`: with `asked`, nothing runs where the policy does not ask for the check. */
  hasWhen?: true;
  outputs: readonly Output[];
  /** The values of {@link outputs}; the empty text where the check could not tell. */
  describe(statement: Statement): Record<Output, string>;
  /** What the inputs say on top of the policy's settings for the check. */
  command?(inputs: Inputs<Id>): object | undefined;
  /** What is done when the check has ended, and what outputs and summary have to say of it. Throws as {@link Action.run} does. */
  follow?(
    inputs: Inputs<Id>,
    host: Host,
    request: Request,
    outcome: CheckOutcome,
  ): Promise<Following<Output> | undefined>;
  /** What is done in the workspace before the check looks. */
  prepare?(inputs: Inputs<Id>, world: World): Promise<void>;
  /** With it the check looks again in a post step, when the rest of the job has run. */
  watch?: Watch;
}

/** What followed a check. */
export interface Following<Output extends string> {
  outputs: Partial<Record<Output, string>>;
  notes: readonly string[];
  /** Markdown for the step summary. */
  addendum: string;
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
  const { name, check, hasWhen, outputs, describe, command, follow, prepare, watch } = definition;
  return defineAction<CommonInput | Id, Output>({
    name,
    inputs: { ...commonInputs, ...definition.inputs, ...(hasWhen && whenInput) } as Record<CommonInput | Id, InputSpec>,
    outputs,
    async run(inputs, host) {
      const directory = inputs['working-directory'];
      // Told of a wrong folder before anything heavy is loaded.
      await workspaceRoot(host, directory);
      const onlyIfAsked = hasWhen === true && readWhen(inputs) === 'asked';
      const { runCheck, runCheckIfAsked } = await import(/* webpackMode: "eager" */ '@assay/pipeline/run-check');
      const run = onlyIfAsked ? runCheckIfAsked : runCheck;
      const request = requestOf(inputs);
      const words = command?.(inputs);
      const commanded = words === undefined ? undefined : { [check]: words };
      const outcome = await run(host, check, { ...request, commanded }, (world) => prepare?.(inputs, world));
      if (outcome === undefined) return { notAsked: `the policy does not ask for the check ${check}` };
      const { outputs: following, ...told } = (await follow?.(inputs, host, request, outcome)) ?? { outputs: {} };
      const evidence = outputPath(outcome.evidencePath);
      const described = { ...describe(outcome.statement), ...following, evidence };
      const state = watch === undefined ? undefined : outcome.watch;
      return { ...outcomeOf(outcome), ...told, directory, outputs: described, state };
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

/** What an action on a workspace asks of the pipeline. */
export function requestOf(inputs: Inputs<CommonInput>): Request {
  const directory = inputs['working-directory'];
  return {
    workspace: directory,
    policy: inDirectory(directory, inputs.policy),
    evidenceDir: inDirectory(directory, inputs['evidence-dir']),
  };
}

function outcomeOf({ statement, report, verdict, lapsed }: CheckOutcome) {
  return { verdict, report, reason: lapsed.length > 0 ? lapsedInWords(lapsed) : statement.predicate.reason };
}
