import { UserError } from '@assay/evidence';
import type { Environment } from '@assay/host';
import { command, fileRecord, plainLines } from './commands.js';

/** What an action needs of the process that it runs in. */
export interface Ports {
  environment: Environment;
  /** One line on standard output, where the runner reads commands. */
  print(line: string): void;
  /** Text at the end of a file that exists; the runner makes its files before the step starts. */
  append(file: string, text: string): Promise<void>;
}

/** A message that the runner shows, beside the code where it has a place; `@assay/report`'s annotations are such. */
export interface Message {
  kind: 'error' | 'warning' | 'notice';
  title: string;
  message: string;
  /** Relative to the repository. */
  file?: string;
  line?: number;
  column?: number;
}

/** GitHub's runner, as an action sees it. */
export interface Runner {
  /** Text for people. No line of it is taken for a command. */
  log(text: string): void;
  /** Folds what is logged while `body` runs under a title. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  annotate(message: Message): void;
  /** All outputs of the step at once. */
  setOutputs(outputs: Readonly<Record<string, string>>): Promise<void>;
  /** Short values for the post step, which is given them as variables `STATE_<name>`. */
  saveState(values: Readonly<Record<string, string>>): Promise<void>;
  writeSummary(markdown: string): Promise<void>;
}

/**
 * The step summary may hold 1 MiB; the runner drops a larger one with an error and leaves the step green
 * (FileCommandManager.cs). A little less, so that nothing depends on how the runner counts.
 */
export const SUMMARY_LIMIT = 1024 * 1024 - 1024;

/** The runner shows at most so many annotations of a kind for a step (ExecutionContext.cs, `_maxCountPerIssueType`). */
export const ANNOTATIONS_PER_KIND = 10;

export function githubRunner({ environment, print, append }: Ports): Runner {
  const log = (text: string) => plainLines(text).forEach(print);
  const record = async (variable: string, values: Readonly<Record<string, string>>) => {
    const records = Object.entries(values).map(([name, value]) => fileRecord(name, value));
    await append(runnerPath(variable, environment), records.join(''));
  };
  return {
    log,
    async group(title, body) {
      print(command('group', {}, title));
      try {
        return await body();
      } finally {
        print(command('endgroup', {}, ''));
      }
    },
    annotate({ kind, title, message, file, line, column }) {
      print(command(kind, { title, file, line, col: column }, message));
    },
    setOutputs: (outputs) => record('GITHUB_OUTPUT', outputs),
    saveState: (values) => record('GITHUB_STATE', values),
    async writeSummary(markdown) {
      await append(runnerPath('GITHUB_STEP_SUMMARY', environment), markdown);
    },
  };
}

/** A file or folder of the runner's, by the variable that names it. Throws UserError when it is not set. */
export function runnerPath(variable: string, environment: Environment): string {
  const file = environment.get(variable);
  if (file === undefined || file === '') {
    throw new UserError(`${variable} is not set`, {
      remedy: 'run this as a step of a workflow; on a machine of your own, use the assay command',
    });
  }
  return file;
}
