import { expect, it } from 'vitest';
import { steadyLog } from './log.js';

const anchors = { root: '/w', cargoHome: undefined, rustupHome: undefined, home: undefined };
const log = (stdout: string, stderr = '') => steadyLog('cargo test', { status: 101, stdout, stderr }, anchors);

it('is the same however long the tests took and whichever ended first', () => {
  const run = (tests: string[], sections: string[], seconds: string) =>
    log(
      [
        ...[
          '',
          'running 2 tests',
          ...tests,
          '',
          'failures:',
          '',
          ...sections.flatMap((name) => [`---- ${name} stdout ----`, `words of ${name}`, '']),
        ],
        ...[
          '',
          'failures:',
          '    a',
          '    b',
          '',
          `test result: FAILED. 0 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in ${seconds}s`,
        ],
      ].join('\n'),
      [
        `   Compiling app v0.1.0 (/w)`,
        `    Finished \`test\` profile in ${seconds}s`,
        '     Running tests/a.rs (target/debug/deps/a-0123456789abcdef)',
      ].join('\n'),
    );
  const first = run(['test a ... FAILED', 'test b ... FAILED'], ['a', 'b'], '0.01');
  expect(run(['test b ... FAILED', 'test a ... FAILED'], ['b', 'a'], '12.50')).toBe(first);
  expect(first).not.toMatch(/\d s|0\.01|Compiling|Finished|[0-9a-f]{16}/);
  expect(first.split('\n')).toEqual(
    expect.arrayContaining(['$ cargo test', 'words of a', 'test a ... FAILED', 'exit 101']),
  );
});

it('differs where a result differs', () => {
  expect(log('test a ... ok')).not.toBe(log('test a ... FAILED'));
});

it('keeps what is no test in its order', () => {
  expect(log('b\na\ntest z ... ok\ntest y ... ok\nc')).toBe(
    '$ cargo test\nb\na\ntest y ... ok\ntest z ... ok\nc\nexit 101',
  );
});

it('keeps the beginning and the end of very much', () => {
  const kept = log(`begin\n${'x'.repeat(5 * 1024 * 1024)}\nend`);
  expect(kept.length).toBeLessThan(4.1 * 1024 * 1024);
  expect(kept).toMatch(/^\$ cargo test\nbegin\nx/);
  expect(kept).toMatch(/\n\(10485\d\d characters are left out here\)\nx+\nend\nexit 101$/);
});

it('takes no longer for lines that look like much', () => {
  const hostile = ['/'.repeat(100_000), '/a'.repeat(100_000), `test ${' ... '.repeat(50_000)}`, ' <1'.repeat(50_000)];
  const before = performance.now();
  log(hostile.join('\n'));
  expect(performance.now() - before).toBeLessThan(2000);
});
