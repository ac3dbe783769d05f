import { INTERRUPTED } from '@assay/evidence';
import { type Host, isWorldError } from '@assay/host';
import type { Action } from './action.js';
import { readInputs } from './inputs.js';
import type { Ports, Runner } from './runner.js';

/**
 * Runs an action from its inputs to its published result. Returns the status to exit with: 0 pass, 1 fail, 2 no-verdict or a
 * user's mistake, 130 interrupted. The pipeline and the renderers are loaded when they are needed, so that a step starts, and tells of
 * a wrong input, without waiting for them.
 */
export async function perform(
  action: Action,
  {
    runner,
    host,
    environment,
    signal,
  }: { runner: Runner; host: Host; signal: AbortSignal } & Pick<Ports, 'environment'>,
): Promise<number> {
  try {
    const inputs = readInputs(action.inputs, environment);
    const result = await runner.group(action.name, () => action.run(inputs, host));
    const { publish } = await import(/* webpackMode: "eager" */ './publish.js');
    return await publish(action, result, runner);
  } catch (error) {
    if (signal.aborted || isWorldError(error, 'interrupted')) {
      runner.log(`${action.name}: interrupted`);
      return INTERRUPTED;
    }
    const { publishError } = await import(/* webpackMode: "eager" */ './publish-error.js');
    return await publishError(action, error, runner);
  }
}
