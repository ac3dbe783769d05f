/** How much of a run's time is that of the tools that it starts: Cargo's with its compilers and the tests, and LLVM's. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Stands before tools, notes when they run, and tells how long none of them did. */
export class ToolTimes {
  /** What makes a run find the tools here: the search path, and LLVM's variables. */
  environment;
  /** Milliseconds of each run in which none of the tools ran. */
  outside = [];
  #log;

  /** @param {string} folder where the programs are put that stand before the tools @param {{ cargo: string, LLVM_COV: string, LLVM_PROFDATA: string }} tools */
  constructor(folder, { cargo, ...variables }) {
    const { PATH = '' } = process.env;
    this.#log = join(folder, 'log');
    mkdirSync(folder, { recursive: true });
    const before = (name, tool) => {
      const script = [
        '#!/bin/sh',
        'start=$(date +%s%N)',
        // The real Cargo finds the real Cargo.
        `PATH='${PATH}' '${tool}' "$@"`,
        'status=$?',
        `echo "$start $(date +%s%N)" >> '${this.#log}'`,
        'exit $status',
      ];
      const file = join(folder, name);
      writeFileSync(file, `${script.join('\n')}\n`, { mode: 0o755 });
      return file;
    };
    before('cargo', cargo);
    const named = Object.entries(variables).map(([variable, tool]) => [variable, before(variable.toLowerCase(), tool)]);
    this.environment = { PATH: [folder, PATH].join(delimiter), ...Object.fromEntries(named) };
  }

  /** Before each run. */
  forget() {
    rmSync(this.#log, { force: true });
  }

  /** After a run. @param {number} milliseconds of the whole run */
  take(milliseconds) {
    const spans = readFileSync(this.#log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' ').map((text) => Number(BigInt(text) / 1000n) / 1000))
      .sort(([a], [b]) => a - b);
    let inside = 0;
    let until = 0;
    for (const [start, end] of spans) {
      inside += Math.max(0, end - Math.max(start, until));
      until = Math.max(until, end);
    }
    this.outside.push(milliseconds - inside);
  }
}
