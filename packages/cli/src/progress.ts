/** Shows what is being done while a person waits. */
export interface Progress {
  show(activity: string): void;
  /** Clears what a terminal shows. Results come after it. */
  stop(): void;
}

/** A live line on a terminal, plain lines elsewhere; always on standard error. */
export async function startProgress(live: boolean): Promise<Progress> {
  if (!live) return { show: (activity) => void process.stderr.write(`assay: ${activity}\n`), stop: () => undefined };
  const { default: ora } = await import(/* webpackMode: "eager" */ 'ora');
  // The cursor and the input stay as they are: an interruption must reach the process as a signal.
  const spinner = ora({ stream: process.stderr, discardStdin: false, hideCursor: false });
  return {
    show(activity) {
      spinner.text = activity;
      if (!spinner.isSpinning) spinner.start();
    },
    stop: () => void spinner.stop(),
  };
}
