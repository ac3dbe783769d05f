import { expect, it } from 'vitest';
import { readRun } from './outcome.js';

const anchors = { root: '/w', cargoHome: undefined, rustupHome: undefined, home: undefined };
const passing =
  'running 1 test\ntest a ... ok\n\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n';
const failing =
  'running 1 test\ntest a ... FAILED\n\ntest result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n';
const read = (stdout: string, { status = 0, stderr = '', programs = 1 } = {}) =>
  readRun({ status, stdout, stderr }, programs, anchors);

it.each([
  ['passed', read(passing)],
  ['failed', read(failing, { status: 101 })],
  // Its own harness says so, and ends well all the same.
  ['failed', read('test a ... FAILED\n')],
  ['failed', read('', { status: 101, stderr: 'error: test failed, to rerun pass `-p app --test board`\n' })],
  ['passed', read('', { stderr: '     Running tests/board.rs (deps/board-1)\ntest a ... ok\n' })],
])('is %s', (outcome, found) => {
  expect(found.outcome).toBe(outcome);
  expect(found.why).toBeUndefined();
});

it.each([
  ['nothing was printed', read(''), 'no result', 'no test program printed a result'],
  ['there was no program', read('', { programs: 0 }), 'no result', 'there is no test program'],
  [
    'one of two said nothing',
    read(passing, { programs: 2 }),
    'no result',
    'only 1 of 2 test programs printed a result',
  ],
  [
    'one exited in the middle',
    read('running 3 tests\ntest a ... ok\n'),
    'no result',
    '1 of 1 test programs ended without saying how their tests ended',
  ],
  [
    'Cargo refused',
    read('', { status: 101, stderr: 'error: no such command\n' }),
    'ended',
    'cargo test ran no test: no such command',
  ],
])('is no verdict where %s', (_, found, outcome, why) => {
  expect(found).toMatchObject({ outcome, why });
});

it('is no verdict where the runner cannot be started, although Cargo says that the test failed', () => {
  const stderr =
    'error: test failed, to rerun pass `--test board`\n\nCaused by:\n  could not execute process `qemu-x app` (never executed)\n';
  expect(read('', { status: 101, stderr })).toMatchObject({ outcome: 'ended', why: expect.stringContaining('qemu-x') });
});

it('names the programs that ended badly where no test is named', () => {
  const one = 'error: test failed, to rerun pass `-p app --test board`\n';
  expect(read('', { status: 101, stderr: one }).said.failures).toEqual(['-p app --test board']);
  const several = 'error: 2 targets failed:\n    `-p app --lib`\n    `-p app --test board`\n';
  expect(read('', { status: 101, stderr: several }).said.failures).toEqual(['-p app --lib', '-p app --test board']);
});
