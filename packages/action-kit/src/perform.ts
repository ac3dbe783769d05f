import { exitStatus, INTERRUPTED } from '@assay/evidence';
import { isWorldError } from '@assay/host';
import type { Action } from './action.js';
import { readInputs } from './inputs.js';
import { publishAnswer } from './publish-answer.js';
import { publishNotAsked } from './publish-not-asked.js';
import { keepState, keptState } from './state.js';
import type { Step } from './step.js';

/**
 * Runs an action from its inputs to its published result. Returns the status to exit with: 0 pass, an answer or not asked for, 1 fail, 2 no-verdict
 * or a user's mistake, 130 interrupted. The pipeline and the renderers are loaded when they are needed, so that a step starts, and tells of
 * a wrong input, without waiting for them.
 */
export async function perform(action: Action, step: Step): Promise<number> {
  const { runner, host, environment } = step;
  try {
    const inputs = readInputs(action.inputs, environment);
    const result = await runner.group(action.name, () => action.run(inputs, host));
    if ('notAsked' in result) return await publishNotAsked(action, result, runner);
    if ('answer' in result) return await publishAnswer(action, result, runner);
    if (result.state !== undefined) await keepState(result.state, step);
    const { publish } = await import(/* webpackMode: "eager" */ './publish.js');
    return await publish(action, result, runner);
  } catch (error) {
    if (wasInterrupted(error, step)) return sayInterrupted(action, step);
    const { publishError } = await import(/* webpackMode: "eager" */ './publish-error.js');
    return await publishError(action, error, runner);
  }
}

/** Runs an action's second half, when the rest of the job has run. Returns the status to exit with, as {@link perform} does. */
export async function performPost(action: Action, step: Step): Promise<number> {
  const { runner, host, environment } = step;
  try {
    if (action.post === undefined) throw new Error(`the action ${action.name} has no post step`);
    const outcome = await action.post(await keptState(step), readInputs(action.inputs, environment), host);
    if (typeof outcome !== 'string') {
      const { publishOutcome } = await import(/* webpackMode: "eager" */ './publish.js');
      return await publishOutcome(action, outcome, runner);
    }
    runner.log(`${action.name}: ${outcome}`);
    return exitStatus.pass;
  } catch (error) {
    if (wasInterrupted(error, step)) return sayInterrupted(action, step);
    const { tellError } = await import(/* webpackMode: "eager" */ './publish-error.js');
    return tellError(action, error, runner);
  }
}

function wasInterrupted(error: unknown, { signal }: Step): boolean {
  return signal.aborted || isWorldError(error, 'interrupted');
}

function sayInterrupted({ name }: Action, { runner }: Step): number {
  runner.log(`${name}: interrupted`);
  return INTERRUPTED;
}
