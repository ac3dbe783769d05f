import { errorMessage, exitStatus, INTERRUPTED, UserError } from '@assay/evidence';
import { isWorldError, realHost } from '@assay/host';
import { VERSION } from '@assay/pipeline/version';
import { inertLine, visible } from '@assay/report/safe';
import { type Progress, startProgress } from './progress.js';
import { realTerminal } from './terminal.js';

/** Runs the command with these arguments and returns its exit status. Writes to the process's own streams. */
export async function run(args: readonly string[]): Promise<number> {
  ignoreClosedPipe();
  const interruption = new AbortController();
  const release = onInterrupt(() => interruption.abort());
  let progress: Progress | undefined;
  const live = process.stderr.isTTY === true;
  try {
    const host = realHost({
      signal: interruption.signal,
      progress: (activity) => progress?.show(activity),
    });
    progress = await startProgress(live);
    const environment = host.world(process.cwd()).environment;
    const terminal = realTerminal((name) => environment.get(name));
    const afterProgress = (text: string) => {
      progress?.stop();
      terminal.print(text);
    };
    const { runProgram } = await import(/* webpackMode: "eager" */ './program.js');
    return await runProgram(args, {
      host,
      terminal: { ...terminal, print: afterProgress },
    });
  } catch (error) {
    progress?.stop();
    if (interruption.signal.aborted || isWorldError(error, 'interrupted')) {
      process.stderr.write('assay: interrupted; nothing half-written was left\n');
      return INTERRUPTED;
    }
    process.stderr.write(`${safe(explain(error))}\n`);
    return exitStatus['no-verdict'];
  } finally {
    progress?.stop();
    release();
    // Whatever was begun and not asked for ends here.
    interruption.abort();
  }
}

/** A user's own mistake in words; anything else is a defect of Assay's, with its stack for the report. */
function explain(error: unknown): string {
  if (error instanceof UserError) return `assay: ${error.describe()}`;
  if (isWorldError(error)) return `assay: ${error.message}`;
  const stack = error instanceof Error ? (error.stack ?? error.message) : errorMessage(error);
  return `assay: this is a defect in Assay ${VERSION}; please report it with the command that you ran\n${stack}`;
}

/** Messages carry names out of the workspace: what a terminal or a CI runner would obey is written out. */
function safe(text: string): string {
  return visible(text).split('\n').map(inertLine).join('\n');
}

function onInterrupt(act: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, act);
  return () => {
    for (const signal of signals) process.off(signal, act);
  };
}

/** `assay … | head` closes the pipe early: what was to be said has no reader, which is no error. */
function ignoreClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
