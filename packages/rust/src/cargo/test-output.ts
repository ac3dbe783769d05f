/** What the tests of a run came to, by their own words. */
export interface TestOutput {
  passed: number;
  failed: number;
  ignored: number;
  filtered: number;
  /** Names of tests that failed. */
  failures: string[];
  /**
   * Test programs that began and did not say how they ended: a test that exits the process takes the others with it.
   */
  unfinished: number;
}

/** Failures that are named; a run with more has them in its own output. */
const NAMED = 10;

/**
 * Reads what libtest prints: for each program `running 3 tests`, a line for each test, and `test result: …`. Programs
 * may stand within each other, where a test starts one; a result that no program began with is the words of a test, and
 * counts for nothing.
 * https://doc.rust-lang.org/rustc/tests/index.html; the form is the same from 1.63 to 1.95 (observed).
 */
export function readLibtest(stdout: string): TestOutput {
  const output: TestOutput = { passed: 0, failed: 0, ignored: 0, filtered: 0, failures: [], unfinished: 0 };
  for (const line of stdout.split('\n')) {
    if (/^running \d+ tests?$/.test(line)) output.unfinished += 1;
    const failure = /^test (.+) \.\.\. FAILED$/.exec(line)?.[1];
    if (failure !== undefined && output.failures.length < NAMED) output.failures.push(failure);
    const result = resultLine.exec(line);
    if (result === null || output.unfinished === 0) continue;
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
 * Reads what `cargo nextest run` prints at its end, on standard error: `Summary [ 0.013s] 5 tests run: 4 passed, 1
 * failed, 2 skipped`, then a line for each test that failed (observed with 0.9.148). `undefined` where there is no such
 * line. The last one counts: what failing tests printed, which may be anything, comes before it.
 */
export function readNextest(stderr: string): TestOutput | undefined {
  const summary = [...stderr.matchAll(/^ *Summary \[[^\]]*\] +\d+(?:\/\d+)? tests? run: (.+)$/gm)].at(-1);
  if (summary === undefined) return undefined;
  const counts = summary[1] ?? '';
  const number = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(counts)?.[1] ?? 0);
  return {
    passed: number('passed'),
    failed: number('failed') + number('timed out') + number('exec failed'),
    ignored: number('skipped'),
    filtered: 0,
    failures: failuresIn(stderr.slice(summary.index)),
    unfinished: 0,
  };
}

/**
 * `TIMEOUT [   1.006s] (5/5) app tests::hangs`; of one that was tried again `TRY 2 TMT [   1.004s] (5/5) app
 * tests::hangs`.
 */
function failuresIn(text: string): string[] {
  const lines = text.matchAll(
    /^ *(?:TRY \d+ )?(?:FAIL|ABRT|ABORT|TMT|TIMEOUT|SIG\w+) \[[^\]]*\] +(?:\([^)]*\) +)?(.+)$/gm,
  );
  return [...new Set(Array.from(lines, ([, name = '']) => name.trim()))].slice(0, NAMED);
}

/**
 * Several outputs in one. Where the first two are of tests that were run apart, each filtered out what the other ran.
 */
export function sumOfOutputs(outputs: readonly TestOutput[], isApart: boolean): TestOutput {
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
