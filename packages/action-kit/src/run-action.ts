import { appendToFile, realHost } from '@assay/host';
import type { Action } from './action.js';
import { perform } from './perform.js';
import { githubRunner, type Runner } from './runner.js';

/**
 * Runs an action as a step of a workflow and leaves its status to the process. The runner ends a cancelled step with SIGINT,
 * then SIGTERM; the first of either ends our children.
 */
export async function runOnRunner(action: Action): Promise<void> {
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort());
  const { signal } = interruption;
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const host = realHost({ signal, progress: (activity) => runner.log(activity) });
  const { environment } = host.world(process.cwd());
  const runner: Runner = githubRunner({ environment, print, append: appendToFile });
  process.exitCode = await perform(action, { runner, host, environment, signal });
}
