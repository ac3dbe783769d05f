import { expect, it } from 'vitest';
import { readTestLines } from './test-lines.js';

const nothing = { passed: 0, failed: 0, ignored: 0, filtered: 0, failures: [], spoke: 0, unfinished: 0 };
const result = (passed: number, failed = 0, ignored = 0, filtered = 0) =>
  `test result: ${failed > 0 ? 'FAILED' : 'ok'}. ${passed} passed; ${failed} failed; ${ignored} ignored; 0 measured; ${filtered} filtered out; finished in 0.00s\n`;

it.each([
  ['nothing', '', {}],
  ['words', 'hello\ntest me\n', {}],
  ['a result of another word', 'test a ... maybe\n', { unfinished: 1 }],
  ['lines of which the last is cut off', 'test a ... ok\ntest b ... ', { passed: 1, spoke: 1, unfinished: 1 }],
  ['a program of libtest’s', `running 1 test\ntest a ... ok\n\n${result(1)}`, { passed: 1, spoke: 1 }],
  ['one without tests', `running 0 tests\n\n${result(0)}`, { spoke: 1 }],
  ['one that was told to leave tests out', `running 0 tests\n\n${result(0, 0, 0, 7)}`, { filtered: 7, spoke: 1 }],
  [
    'lines alone',
    'test a ... ok\r\ntest b ... FAILED\r\ntest c ... ignored, slow\r\n',
    { passed: 1, failed: 1, ignored: 1, failures: ['b'], spoke: 1 },
  ],
  ['both', `running 1 test\ntest a ... ok\n\n${result(1)}test b ... ok\n`, { passed: 2, spoke: 2 }],
  ['a program that exits in a test', 'running 2 tests\ntest a ... ok\n', { unfinished: 1 }],
  [
    'a harness that announces and gives no sum',
    'running 2 tests\ntest a ... ok\ntest b ... FAILED\n',
    { passed: 1, failed: 1, failures: ['b'], spoke: 1 },
  ],
  ['one that announces none and stops', 'running 0 tests\n', { unfinished: 1 }],
  ['a sum that nothing began', result(5), {}],
  [
    'a program within a test of another',
    `running 1 test\nrunning 1 test\ntest a ... ok\n${result(1)}test b ... ok\n${result(1)}`,
    { passed: 2, spoke: 1 },
  ],
])('reads %s', (_, text, expected) => {
  expect(readTestLines(text)).toEqual({ ...nothing, ...expected });
});

it('names ten failures at most, and counts them all', () => {
  const text = Array.from({ length: 25 }, (_, number) => `test t${number} ... FAILED`).join('\n');
  const { failed, failures } = readTestLines(text);
  expect([failed, failures.length]).toEqual([25, 10]);
});
