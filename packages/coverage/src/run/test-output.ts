/** What the tests of a run came to, by their own words. */
export interface TestOutput {
  passed: number;
  failed: number;
  ignored: number;
  filtered: number;
  /** Names of tests that failed. */
  failures: string[];
  /** Test programs that began and did not say how they ended: a test that exits the process takes the others with it. */
  unfinished: number;
}

/** Failures that are named; a run with more has them in its own output. */
const NAMED = 10;

/**
 * Reads what libtest prints: for each program `running 3 tests`, a line for each test, and `test result: …`.
 * https://doc.rust-lang.org/rustc/tests/index.html; the form is the same from 1.63 to 1.95 (observed).
 */
export function readLibtest(stdout: string): TestOutput {
  const output: TestOutput = { passed: 0, failed: 0, ignored: 0, filtered: 0, failures: [], unfinished: 0 };
  for (const line of stdout.split('\n')) {
    if (/^running \d+ tests?$/.test(line)) output.unfinished += 1;
    const failure = /^test (.+) \.\.\. FAILED$/.exec(line)?.[1];
    if (failure !== undefined && output.failures.length < NAMED) output.failures.push(failure);
    const result = resultLine.exec(line);
    if (result === null) continue;
    output.unfinished -= 1;
    const [passed = 0, failed = 0, ignored = 0, filtered = 0] = result.slice(1).map(Number);
    output.passed += passed;
    output.failed += failed;
    output.ignored += ignored;
    output.filtered += filtered;
  }
  return output;
}

const resultLine = /^test result: \S+ (\d+) passed; (\d+) failed; (\d+) ignored; \d+ measured; (\d+) filtered out/;

/**
 * Reads what `cargo nextest run` prints at its end, on standard error: `Summary [ 0.013s] 5 tests run: 4 passed, 1 failed, 2 skipped`
 * (observed with 0.9.148). `undefined` where there is no such line.
 */
export function readNextest(stderr: string): TestOutput | undefined {
  const summary = /^ *Summary \[[^\]]*\] +(\d+)(?:\/\d+)? tests? run: (.+)$/m.exec(stderr)?.[2];
  if (summary === undefined) return undefined;
  const number = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(summary)?.[1] ?? 0);
  const failures = [...stderr.matchAll(/^ *(?:FAIL|SIG\w+|TIMEOUT|ABORT) \[[^\]]*\] +(?:\([^)]*\) +)?(.+)$/gm)].map(
    ([, name = '']) => name.trim(),
  );
  return {
    passed: number('passed'),
    failed: number('failed') + number('timed out') + number('exec failed'),
    // It tells those that are ignored and those that a filter leaves out in one number.
    ignored: 0,
    filtered: number('skipped'),
    failures: [...new Set(failures)].slice(0, NAMED),
    unfinished: 0,
  };
}

/** Several outputs in one. Where the first two are of tests that were run apart, each filtered out what the other ran. */
export function sumOf(outputs: readonly TestOutput[], isApart: boolean): TestOutput {
  const sum = (key: 'passed' | 'failed' | 'ignored' | 'unfinished') =>
    outputs.reduce((total, output) => total + output[key], 0);
  const [first, second, ...others] = outputs;
  const own =
    isApart && first !== undefined && second !== undefined
      ? [Math.max(0, first.filtered - ranIn(second))]
      : [first, second].map((output) => output?.filtered ?? 0);
  return {
    ...{ passed: sum('passed'), failed: sum('failed'), ignored: sum('ignored'), unfinished: sum('unfinished') },
    filtered: [...own, ...others.map(({ filtered }) => filtered)].reduce((total, filtered) => total + filtered, 0),
    failures: outputs.flatMap(({ failures }) => failures),
  };
}

function ranIn({ passed, failed, ignored }: TestOutput): number {
  return passed + failed + ignored;
}
