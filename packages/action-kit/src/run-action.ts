import { appendToFile, realHost } from '@assay/host';
import type { Action } from './action.js';
import { perform, performPost } from './perform.js';
import { githubRunner, type Runner } from './runner.js';
import type { Step } from './step.js';

/** Runs an action as a step of a workflow and leaves its status to the process. */
export async function runOnRunner(action: Action): Promise<void> {
  process.exitCode = await perform(action, thisStep());
}

/** Runs an action's second half as the post step of a workflow, likewise. */
export async function runPostOnRunner(action: Action): Promise<void> {
  process.exitCode = await performPost(action, thisStep());
}

/** The runner ends a cancelled step with SIGINT, then SIGTERM; the first of either ends our children. */
function thisStep(): Step {
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort());
  const { signal } = interruption;
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const host = realHost({ signal, progress: (activity) => runner.log(activity) });
  const { environment, files } = host.world(process.cwd());
  const runner: Runner = githubRunner({ environment, print, append: appendToFile });
  return { runner, host, environment, files, signal };
}
