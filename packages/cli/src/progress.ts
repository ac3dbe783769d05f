import { inertLine, oneLine } from '@assay/report/safe';

/** Shows what is being done while a person waits. */
export interface Progress {
  show(activity: string): void;
  /** Clears what a terminal shows. Results come after it. */
  stop(): void;
}

/** A live line on a terminal, plain lines elsewhere; always on standard error. What is shown may hold names of files and answers of servers. */
export async function startProgress(live: boolean): Promise<Progress> {
  if (!live) {
    return { show: (activity) => void process.stderr.write(`assay: ${harmless(activity)}\n`), stop: () => undefined };
  }
  // Not ora: the pattern by which it tells emoji costs 34 ms of every start, wherever its code stands.
  const { default: yoctoSpinner } = await import(/* webpackMode: "eager" */ 'yocto-spinner');
  const spinner = yoctoSpinner({ stream: process.stderr, handleSignals: false });
  return {
    show(activity) {
      spinner.text = harmless(activity);
      if (!spinner.isSpinning) spinner.start();
    },
    stop: () => void spinner.stop(),
  };
}

function harmless(activity: string): string {
  return inertLine(oneLine(activity));
}
