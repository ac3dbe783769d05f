import type { Host } from '@assay/host';

/** The streams and the environment that a command talks through. */
export interface Terminal {
  /** Writes to standard output: the result, and nothing else. */
  print(text: string): void;
  /** Writes a line to standard error: notes and errors. */
  note(text: string): void;
  color: boolean;
  /** Columns of standard output; 100 where there is no terminal. */
  width: number;
}

/** What every command is given. */
export interface Context {
  host: Host;
  terminal: Terminal;
}

/** The real terminal. Colour follows NO_COLOR and FORCE_COLOR (https://no-color.org), else whether there is a terminal. */
export function realTerminal(environment: (name: string) => string | undefined): Terminal {
  const set = (name: string) => (environment(name) ?? '') !== '';
  return {
    print: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
    color: !set('NO_COLOR') && (set('FORCE_COLOR') || process.stdout.isTTY === true),
    width: process.stdout.columns ?? 100,
  };
}
