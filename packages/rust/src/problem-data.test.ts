import { canonicalJson, UserError } from '@assay/evidence';
import { fakeWorld } from '@assay/host';
import { describe, expect, it } from 'vitest';
import {
  ageInDays,
  isFromTheFuture,
  PROBLEM_DATA_LIMIT,
  problemDataDigest,
  problemDataInUse,
  readProblemData,
  readWorkspaceProblemData,
  shippedProblemData,
} from './problem-data.js';

const [row] = shippedProblemData.problems;
const withRow = (change: object) => ({ ...shippedProblemData, problems: [{ ...row, ...change }] });
const DAY = 86_400_000;
const collected = (date: string) => ({ ...shippedProblemData, collected: date });

/** What the error says to a person; fails when there is none. */
function complaint(content: string): string {
  try {
    readProblemData(content, 'new.json');
  } catch (error) {
    if (error instanceof UserError) return error.describe();
    throw error;
  }
  throw new Error('the data was accepted');
}

describe('the data that ships', () => {
  it.each(shippedProblemData.problems.map((problem) => [problem.id, problem] as const))(
    '%s is fixed where its last range ends',
    (_, { fixedIn, affected }) => {
      const last = affected?.at(-1)?.before;
      if (fixedIn !== null && last !== undefined) expect(fixedIn).toBe(last);
    },
  );
});

describe('readProblemData', () => {
  it('reads what the command writes, to the same digest', () => {
    const read = readProblemData(canonicalJson(shippedProblemData), 'new.json');
    expect(read).toEqual(shippedProblemData);
    expect(problemDataDigest(read)).toBe(problemDataDigest(shippedProblemData));
    expect(problemDataDigest(read)).not.toBe(problemDataDigest(collected('2001-01-01')));
  });

  it.each([
    ['another component', withRow({ component: 'linker' }), 'problems[0].component: '],
    ['no confidence', withRow({ confidence: undefined }), 'problems[0].confidence: '],
    ['an id that a terminal would obey', withRow({ id: 'rust#1\u001b[2J' }), 'problems[0].id: not letters'],
    ['no source', withRow({ source: '' }), 'problems[0].source: '],
    ['an unknown key', withRow({ fixed: '1.2.3' }), 'problems[0]: Unrecognized key: "fixed"'],
    ['no release', withRow({ affected: [{ before: '1.97' }] }), 'problems[0].affected[0].before: not an exact release'],
    ['a channel', withRow({ fixedIn: 'nightly' }), 'problems[0].fixedIn: not an exact release'],
    [
      'a range that ends before it begins',
      withRow({ mayAffect: [{ from: '1.100.0', before: '1.99.0' }] }),
      'problems[0].mayAffect[0]: from is not older than before',
    ],
    ['a date that does not exist', collected('2027-02-30'), 'collected: '],
    ['no problems', { ...shippedProblemData, problems: [] }, 'problems: '],
    [
      'a row twice',
      { ...shippedProblemData, problems: [row, row] },
      `problems[1].id: ${row?.id} stands in an earlier row already`,
    ],
    ['another shape', [], 'the whole: '],
  ])('refuses %s, and says where', (_, data, where) => {
    const said = complaint(JSON.stringify(data));
    expect(said).toMatch(/^new\.json: 1 fault\n/);
    expect(said).toContain(`\n  ${where}`);
  });

  it('refuses data that is as new as what ships and has lost a problem', () => {
    const [, ...others] = shippedProblemData.problems;
    const without = (change: object) => JSON.stringify({ ...shippedProblemData, problems: others, ...change });
    expect(complaint(without({}))).toContain(`new.json: it is no newer than what Assay ships: it lacks ${row?.id}`);
    expect(complaint(without({ problems: [withRow({ id: 'rust#1' }).problems[0]] }))).toContain('and 37 more');
    // What is older is not used in place of what ships.
    expect(readProblemData(without({ collected: '2001-01-01' }), 'new.json').problems).toEqual(others);
  });

  it('names every fault, or counts it', () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({ ...row, id: `rust#${index}`, kind: 'typo' }));
    const said = complaint(JSON.stringify({ ...shippedProblemData, problems: rows }));
    expect(said).toMatch(/^new\.json: 30 faults\n/);
    expect(said.match(/problems\[\d+\]\.kind/g)).toHaveLength(20);
    expect(said).toContain('and 10 more');
  });

  it.each([
    ['', 'new.json: this is not JSON'],
    ['{\n  "collected": 1,\n}', 'new.json:3:1: this is not JSON'],
    ['['.repeat(500_000), 'new.json'],
    [']'.repeat(500_000), 'new.json'],
  ])('refuses what is not JSON %#', (content, where) => {
    expect(complaint(content)).toContain(where);
  });
});

describe('data that was damaged', () => {
  // A third of the data keeps each try short.
  const text = canonicalJson({ ...shippedProblemData, problems: shippedProblemData.problems.slice(0, 20) });
  const characters = '{}[]",:0123456789.-az\\\u0000\u202e';

  it('is read or refused, and nothing else, wherever it is cut or changed', () => {
    for (let at = 0; at < text.length - 2; at += 17) {
      const other = characters[at % characters.length] ?? '';
      for (const damaged of [text.slice(0, at), `${text.slice(0, at)}${other}${text.slice(at + 1)}`]) {
        try {
          expect(readProblemData(damaged, 'new.json').problems.length).toBeLessThanOrEqual(20);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }
      expect(() => readProblemData(text.slice(0, at), 'new.json')).toThrow(UserError);
    }
  });
});

describe("the workspace's own data", () => {
  const read = (files: Record<string, string>) => readWorkspaceProblemData(fakeWorld({ files }));

  it('need not be there', async () => {
    expect(await read({})).toBeUndefined();
    expect(problemDataInUse(undefined)).toEqual({ data: shippedProblemData, source: 'shipped' });
  });

  it.each([
    [-1, 'shipped'],
    [0, 'known-problems.json'],
    [1, 'known-problems.json'],
  ])('collected %i days after what ships: %s', async (days, source) => {
    const date = new Date(new Date(shippedProblemData.collected).getTime() + days * DAY).toISOString().slice(0, 10);
    const own = await read({ 'known-problems.json': JSON.stringify(collected(date)) });
    expect(own?.collected).toBe(date);
    expect(problemDataInUse(own).source).toBe(source);
  });

  it.each([
    ['broken', { 'known-problems.json': '{' }, { at: { path: 'known-problems.json', line: 1, column: 2 } }],
    ['a folder', { 'known-problems.json/x': '' }, { kind: 'unreadable' }],
    ['too large', { 'known-problems.json': ' '.repeat(PROBLEM_DATA_LIMIT + 1) }, { kind: 'too-large' }],
  ])('is trouble when it is %s', async (_, files, error) => {
    await expect(read(files)).rejects.toMatchObject(error);
  });
});

describe('the age of data', () => {
  const at = (time: string) => new Date(time).getTime();
  const ofNovember = collected('2026-11-22');

  it.each([
    ['2026-11-22T00:00:00Z', 0],
    ['2026-11-22T23:59:59Z', 0],
    ['2026-11-23T00:00:00Z', 1],
    ['2027-03-22T12:00:00Z', 120],
    ['2027-03-23T00:00:00Z', 121],
    ['2026-11-20T23:59:59Z', -2],
  ])('at %s: %i', (time, days) => {
    expect(ageInDays(ofNovember, at(time))).toBe(days);
  });

  it.each([
    ['2026-11-22T12:00:00Z', false],
    ['2026-11-21T00:00:00Z', false],
    ['2026-11-20T23:59:59Z', true],
    ['1970-01-01T00:00:00Z', true],
  ])('at %s from the future: %s', (time, expected) => {
    expect(isFromTheFuture(ofNovember, at(time))).toBe(expected);
  });
});
