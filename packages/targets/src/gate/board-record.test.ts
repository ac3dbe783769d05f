import { describe, expect, it } from 'vitest';
import { readBoardRecord } from './board-record.js';

const digest = 'a'.repeat(64);
const expected = {
  target: 'thumbv7em-none-eabihf',
  board: 'disco rev C',
  digests: new Set([digest]),
  tests: new Map([[digest, 'on_board']]),
};
const good = {
  ...{ version: 1, target: 'thumbv7em-none-eabihf', board: 'disco rev C' },
  tests: [{ name: 'halves', result: 'passed' }],
  artifacts: [{ name: 'on_board', sha256: digest }],
};
const read = (change: Record<string, unknown> = {}, own = {}) =>
  readBoardRecord(JSON.stringify({ ...good, ...change }), { ...expected, ...own });

describe('the record of a board', () => {
  it('counts where it speaks of this target, this board and what was built', () => {
    expect(read()).toEqual({ record: good });
  });

  it('may name any board where the policy names none', () => {
    expect(read({ board: 'x' }, { board: undefined })).toMatchObject({ record: { board: 'x' } });
  });

  it('names every program of tests that was handed to the command', () => {
    const bin = 'c'.repeat(64);
    const own = { digests: new Set([digest, bin]) };
    expect(read({}, own)).toEqual({ record: good });
    expect(read({ artifacts: [{ name: 'app', sha256: bin }] }, own)).toEqual({
      why: 'the record does not name on_board among what ran',
    });
  });

  it('is read within a second where it names 100,000 tests', () => {
    const tests = Array.from({ length: 100_000 }, (_, number) => ({ name: `t${number}`, result: 'passed' }));
    const started = performance.now();
    expect(read({ tests })).toMatchObject({ record: {} });
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it.each([
    ['another target', { target: 'thumbv6m-none-eabi' }, /speaks of the target thumbv6m-none-eabi/],
    ['another board', { board: 'x' }, /names the board x, and the policy disco rev C/],
    [
      'a program that was not built',
      { artifacts: [{ name: 'old', sha256: 'b'.repeat(64) }] },
      /names old .*not built here/,
    ],
    ['no program', { artifacts: [] }, /artifacts/],
    ['no test', { tests: [] }, /names no test/],
    ['a test twice', { tests: [good.tests[0], { name: 'halves', result: 'failed' }] }, /halves twice/],
    ['a result of another word', { tests: [{ name: 'a', result: 'ok' }] }, /tests\.0\.result/],
    ['another version', { version: 2 }, /version/],
    ['something more', { note: 'x' }, /not understood/],
    ['no board', { board: '' }, /board/],
    ['a digest of another form', { artifacts: [{ name: 'a', sha256: digest.toUpperCase() }] }, /sha256/],
  ])('does not count with %s', (_, change, why) => {
    expect(read(change)).toEqual({ why: expect.stringMatching(why) });
  });

  it.each([
    [undefined, 'the command left no record'],
    ['', /not understood/],
    ['{"version": 1', /not understood/],
    ['[]', /not understood/],
    ['null', /not understood/],
  ])('does not count as %j', (text, why) => {
    expect(readBoardRecord(text, expected)).toEqual({ why: expect.stringMatching(why) });
  });
});
