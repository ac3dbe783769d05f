import { exitStatus } from '@assay/evidence';
import type { Action, NotAsked } from './action.js';
import { allOutputs } from './outputs.js';
import type { Runner } from './runner.js';

/**
 * Publishes that nothing ran: a notice, so that silence is not taken for a pass, and every output empty, the verdict too, but those that say
 * so. Returns the status to exit with: the step succeeds.
 */
export async function publishNotAsked(
  action: Action,
  { notAsked, outputs = {} }: NotAsked,
  runner: Runner,
): Promise<number> {
  runner.annotate({
    kind: 'notice',
    title: `${action.name}: not asked for`,
    message: `${notAsked}; nothing ran, and there is no verdict.`,
  });
  await runner.setOutputs(allOutputs(action, outputs));
  return exitStatus.pass;
}
