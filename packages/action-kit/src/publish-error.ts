import { errorMessage, exitStatus, formatPlace, UserError } from '@assay/evidence';
import { isWorldError } from '@assay/host';
import type { Action } from './action.js';
import { plainLines } from './commands.js';
import { allOutputs } from './outputs.js';
import type { Message, Runner } from './runner.js';

/** Publishes why an action came to nothing, in the summary too, and sets its outputs. Returns the status to exit with. */
export async function publishError(action: Action, error: unknown, runner: Runner): Promise<number> {
  const status = tellError(action, error, runner);
  try {
    // Set even so: whoever reads the outputs under `if: always()` must not take an empty verdict for a good one.
    await runner.setOutputs(allOutputs(action, { verdict: 'no-verdict' }));
    await runner.writeSummary(summary(messageOf(action, error) ?? defect(action, error)));
  } catch (failure) {
    // The step fails by its status in any case; this must not hide why.
    runner.log(`The summary or the outputs could not be written: ${errorMessage(failure)}`);
  }
  return status;
}

/**
 * Tells why an action came to nothing. What a user can repair is told without a stack; anything else is a defect of
 * Assay's, with its stack in the log. Returns the status to exit with.
 */
export function tellError(action: Action, error: unknown, runner: Runner): number {
  const message = messageOf(action, error);
  runner.annotate(message ?? defect(action, error));
  if (message === undefined && error instanceof Error) runner.log(error.stack ?? '');
  return exitStatus['no-verdict'];
}

/** As a code block: the text may quote what comes from a workspace. */
function summary({ title, message }: Message): string {
  return `## Assay: ${title}\n\n${plainLines(message)
    .map((line) => `    ${line}\n`)
    .join('')}\n`;
}

function messageOf({ name }: Action, error: unknown): Message | undefined {
  const title = `${name}: no-verdict`;
  if (error instanceof UserError) {
    const where = error.at === undefined ? '' : `${formatPlace(error.at)}: `;
    return { kind: 'error', title, message: `${where}${error.message}\nRepair: ${error.remedy}` };
  }
  return isWorldError(error) ? { kind: 'error', title, message: error.message } : undefined;
}

function defect({ name }: Action, error: unknown): Message {
  const title = `${name}: a defect in Assay`;
  return { kind: 'error', title, message: `${errorMessage(error)}\nPlease report it with the log of this step.` };
}
