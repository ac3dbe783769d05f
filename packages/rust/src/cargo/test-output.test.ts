import { describe, expect, it } from 'vitest';
import { readLibtest, readNextest, sumOfOutputs, type TestOutput } from './test-output.js';

const output = (change: Partial<TestOutput> = {}): TestOutput => ({
  ...{ passed: 0, failed: 0, ignored: 0, filtered: 0, failures: [], unfinished: 0 },
  ...change,
});

/** What a test program prints that ran these tests. */
const program = (passed: number, failures: string[] = [], { ignored = 0, filtered = 0 } = {}) => {
  const number = passed + failures.length + ignored;
  return [
    '',
    `running ${number} test${number === 1 ? '' : 's'}`,
    ...Array.from({ length: passed }, (_, index) => `test passes_${index} ... ok`),
    ...failures.map((name) => `test ${name} ... FAILED`),
    ...(failures.length === 0 ? [] : ['', 'failures:', '', ...failures.map((name) => `    ${name}`), '']),
    `test result: ${failures.length === 0 ? 'ok' : 'FAILED'}. ${passed} passed; ${failures.length} failed; ${ignored} ignored; 0 measured; ${filtered} filtered out; finished in 0.00s`,
    '',
  ].join('\n');
};

describe('what libtest prints', () => {
  it('of several programs is their sum', () => {
    const stdout = program(3) + program(2, ['step::stops', 'step::turns'], { ignored: 1, filtered: 4 }) + program(0);
    expect(readLibtest(stdout)).toEqual(
      output({ passed: 5, failed: 2, ignored: 1, filtered: 4, failures: ['step::stops', 'step::turns'] }),
    );
  });

  it('of 1.63 has the same form without the seconds', () => {
    const stdout =
      'running 1 test\ntest a ... ok\n\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n';
    expect(readLibtest(stdout)).toEqual(output({ passed: 1 }));
  });

  it('of examples names them by their place', () => {
    const failing = ['src/lib.rs - f (line 3)', 'src/lib.rs - g (line 9) - compile fail'];
    expect(readLibtest(program(0, failing)).failures).toEqual(failing);
  });

  it('of a program that was ended in the middle lacks a result, whatever came behind it', () => {
    const ended = 'running 3 tests\ntest a ... ok\n';
    expect(readLibtest(ended)).toEqual(output({ unfinished: 1 }));
    expect(readLibtest(program(1) + ended + program(2))).toEqual(output({ passed: 3, unfinished: 1 }));
    expect(readLibtest(ended + ended)).toEqual(output({ unfinished: 2 }));
  });

  it('of a program that a test starts stands in the middle of the other’s', () => {
    const [begin, end] = [
      'running 1 test\n',
      'test outer ... ok\n\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n',
    ];
    expect(readLibtest(begin + program(2) + end)).toEqual(output({ passed: 3 }));
  });

  it('counts no result that a test prints before its program began, nor one behind its end', () => {
    const words = 'test result: ok. 99 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n';
    expect(readLibtest(words)).toEqual(output());
    expect(readLibtest(program(1) + words)).toEqual(output({ passed: 1 }));
  });

  it('is nothing where there is nothing, or something else', () => {
    expect(readLibtest('')).toEqual(output());
    expect(readLibtest('running tests\ntest result: fine\n  running 3 tests\n')).toEqual(output());
  });

  it('names ten failures, and counts all', () => {
    const { failed, failures } = readLibtest(
      program(
        0,
        Array.from({ length: 12 }, (_, index) => `t${index}`),
      ),
    );
    expect([failed, failures.length]).toEqual([12, 10]);
  });
});

describe('what nextest prints', () => {
  const summary = (words: string) => `     Summary [   0.013s] ${words}\n`;

  it.each<[string, Partial<TestOutput>]>([
    ['1 test run: 1 passed, 0 skipped', { passed: 1 }],
    ['5 tests run: 5 passed (1 slow, 1 flaky), 2 skipped', { passed: 5, ignored: 2 }],
    ['5 tests run: 4 passed (2 leaky), 1 failed, 2 skipped', { passed: 4, failed: 1, ignored: 2 }],
    ['5 tests run: 2 passed, 2 failed, 1 timed out, 1 skipped', { passed: 2, failed: 3, ignored: 1 }],
    ['3 tests run: 2 passed, 1 exec failed, 0 skipped', { passed: 2, failed: 1 }],
    ['2/5 tests run: 1 passed, 1 failed, 1 skipped', { passed: 1, failed: 1, ignored: 1 }],
    ['0 tests run: 0 passed, 6 skipped', { ignored: 6 }],
  ])('%s', (words, counts) => {
    expect(readNextest(summary(words))).toEqual(output(counts));
  });

  it('names the tests that failed, that timed out, and that were ended by a signal', () => {
    const lines = [
      '        PASS [   0.009s] (1/5) nx tests::exits',
      '     SIGABRT [   0.014s] (2/5) nx tests::aborts',
      '        FAIL [   0.084s] (3/5) nx tests::fails',
      '     TIMEOUT [   1.006s] (5/5) nx::bin/nx tests::hangs',
    ].join('\n');
    const stderr = `${lines}\n${summary('5 tests run: 2 passed, 2 failed, 1 timed out, 1 skipped')}${lines}\n`;
    expect(readNextest(stderr)?.failures).toEqual(['nx tests::aborts', 'nx tests::fails', 'nx::bin/nx tests::hangs']);
  });

  it('names each test that was tried again once', () => {
    const lines = [
      '  TRY 1 ABRT [   0.006s] (───) nx tests::aborts',
      '  TRY 2 ABRT [   0.005s] (2/5) nx tests::aborts',
      '   TRY 2 TMT [   1.004s] (5/5) nx tests::hangs',
    ].join('\n');
    expect(
      readNextest(`${summary('2 tests run: 0 passed, 1 failed, 1 timed out, 0 skipped')}${lines}\n`)?.failures,
    ).toEqual(['nx tests::aborts', 'nx tests::hangs']);
  });

  it('is believed by its last summary: a failing test may have printed another', () => {
    const printed = '    Summary [ 0.1s] 9 tests run: 9 passed, 0 skipped\n    FAIL [ 0.1s] (1/1) other thing\n';
    expect(readNextest(printed + summary('1 test run: 0 passed, 1 failed, 0 skipped'))).toEqual(output({ failed: 1 }));
  });

  it('is not known without a summary', () => {
    expect(readNextest('error: no such command: `nextest`\n')).toBeUndefined();
    expect(readNextest('')).toBeUndefined();
  });
});

describe('several outputs', () => {
  it('are summed', () => {
    const outputs = [
      output({ passed: 1, failures: ['a'], failed: 1 }),
      output({ passed: 2, ignored: 1, filtered: 3, unfinished: 1 }),
    ];
    expect(sumOfOutputs(outputs, false)).toEqual(
      output({ passed: 3, failed: 1, failures: ['a'], ignored: 1, filtered: 3, unfinished: 1 }),
    );
  });

  it('of tests that were run apart have filtered out only what neither ran', () => {
    // 7 tests: 4 were run, then 2 others; 1 is filtered out by both.
    const outputs = [output({ passed: 4, filtered: 3 }), output({ passed: 1, failed: 1, filtered: 5 })];
    expect(sumOfOutputs(outputs, true)).toMatchObject({ passed: 5, failed: 1, filtered: 1 });
    expect(sumOfOutputs([...outputs, output({ passed: 2, filtered: 2 })], true)).toMatchObject({
      passed: 7,
      filtered: 3,
    });
  });

  it('are none of nothing', () => {
    expect(sumOfOutputs([], false)).toEqual(output());
  });
});
