import { exitStatus } from '@assay/evidence';
import type { Action, Answer } from './action.js';
import { allOutputs } from './outputs.js';
import type { Runner } from './runner.js';

/** Publishes what an action found out that judges nothing: no verdict is set. Returns the status to exit with: the step succeeds. */
export async function publishAnswer(action: Action, { answer, outputs }: Answer, runner: Runner): Promise<number> {
  for (const line of answer) runner.log(line);
  await runner.setOutputs(allOutputs(action, outputs));
  return exitStatus.pass;
}
