import { describe, expect, it } from 'vitest';
import { addCounts, MAX_COUNT } from './count.js';
import { ExactFile } from './exact-file.js';
import { mergeExact } from './merge-exact.js';
import { GAP, HAS_COUNT, REGION_ENTRY, type Segments, SegmentsBuilder, segmentAt } from './segments.js';
import { countAt, type Execution, exactFile } from './test-exact.js';
import { randomFrom } from './test-streams.js';

const LINES = 6;
const COLUMNS = 8;
const flagsThatExist = [0, REGION_ENTRY, HAS_COUNT, HAS_COUNT | REGION_ENTRY, HAS_COUNT | GAP];

function randomSegments(random: (limit: number) => number): Segments {
  const builder = new SegmentsBuilder();
  for (let line = 1; line <= LINES; line += 1) {
    for (let column = 1; column <= COLUMNS; column += 1) {
      if (random(4) > 0) continue;
      const flags = flagsThatExist[random(flagsThatExist.length)] ?? 0;
      const count = random(10) === 0 ? MAX_COUNT - random(3) : random(5);
      builder.add(line, column, (flags & HAS_COUNT) === 0 ? 0 : count, flags);
    }
  }
  return builder.build();
}

function randomFile(random: (limit: number) => number): ExactFile {
  const branches = Array.from({ length: 4 }, (_, index) => ({
    ...{ line: index + 1, column: 1, endLine: index + 1, endColumn: 5, true: random(3), false: random(3) },
  })).filter(() => random(2) > 0);
  const decisions = Array.from({ length: 3 }, (_, index) => ({
    ...{ line: 1, column: 1, endLine: 1, endColumn: 9, conditions: undefined },
    shown: Array.from({ length: index + 1 }, () => random(2) === 0),
    vectors: random(3) === 0 ? undefined : [{ conditions: [random(2) === 0, null], result: random(2) === 0 }],
  })).filter(() => random(2) > 0);
  return new ExactFile(randomSegments(random), branches, decisions);
}

const merge = (...files: ExactFile[]): ExactFile => {
  const merged = mergeExact(files.map((file) => new Map([['a.rs', file]]))).get('a.rs');
  if (merged === undefined) throw new Error('nothing was merged');
  return merged;
};

/** Everything that can be seen of a file's segments. */
const rowsOf = ({ segments }: ExactFile) =>
  Array.from({ length: segments.length }, (_, index) => segmentAt(segments, index));

/** What both together count at a place: the sum; where only one counts code, what that one counts. */
function sum(a: Execution | undefined, b: Execution | undefined): Execution | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.isGap !== b.isGap) return a.isGap ? b : a;
  return { count: addCounts(a.count, b.count), isGap: a.isGap };
}

describe('mergeExact', () => {
  it('counts at every place what the runs count there', () => {
    const random = randomFrom(2);
    for (let round = 0; round < 150; round += 1) {
      const [a, b] = [randomFile(random), randomFile(random)];
      const merged = merge(a, b);
      for (let line = 0; line <= LINES + 1; line += 1) {
        for (let column = 0; column <= COLUMNS + 1; column += 1) {
          expect(countAt(merged, line, column)).toEqual(sum(countAt(a, line, column), countAt(b, line, column)));
        }
      }
    }
  });

  it('does not mind the order of runs, nor which are merged first', () => {
    const random = randomFrom(3);
    for (let round = 0; round < 150; round += 1) {
      const [a, b, c] = [randomFile(random), randomFile(random), randomFile(random)];
      const all = merge(a, b, c);
      for (const other of [merge(c, a, b), merge(b, a, c), merge(a, merge(b, c)), merge(merge(c, b), a)]) {
        expect(rowsOf(other)).toEqual(rowsOf(all));
        expect(other.branches).toEqual(all.branches);
        expect(other.decisions).toEqual(all.decisions);
      }
    }
  });

  it('gives the lines of two runs of one program the sums of their counts', () => {
    const run = (called: number, taken: number) =>
      exactFile(
        [1, 1, called, 'ce'],
        [2, 8, called, 'ce'],
        [2, 12, taken, 'cg'],
        [2, 13, taken, 'ce'],
        [4, 6, called, 'c'],
        [5, 2, 0, ''],
      );
    const [a, b] = [run(5, 0), run(3, 2)];
    expect([...merge(a, b).lineCounts()]).toEqual([
      [1, 8],
      [2, 8],
      [3, 2],
      [4, 2],
      [5, 8],
    ]);
    expect(rowsOf(merge(a, b))).toEqual(rowsOf(run(8, 2)));
  });

  it('does not take what crossed a gap for what ran code there', () => {
    const merged = merge(exactFile([1, 1, 9, 'cg'], [3, 1, 0, '']), exactFile([2, 1, 0, 'ce'], [2, 9, 0, '']));
    expect(countAt(merged, 2, 5)).toEqual({ count: 0, isGap: false });
    expect(countAt(merged, 2, 9)).toEqual({ count: 9, isGap: true });
    expect(merged.entryAt(2, 1)).toMatchObject({ count: 0 });
    expect(merged.lineCounts().get(2)).toBe(9);
  });

  it('keeps what only one run knows, and paths apart', () => {
    const [a, b] = [exactFile([1, 1, 1, 'ce']), exactFile([1, 1, 2, 'ce'])];
    const merged = mergeExact([
      new Map([
        ['__proto__', a],
        ['x', a],
      ]),
      new Map([
        ['__proto__', b],
        ['y', b],
      ]),
    ]);
    expect([...merged].map(([path, file]) => [path, countAt(file, 1, 1)?.count])).toEqual([
      ['__proto__', 3],
      ['x', 1],
      ['y', 2],
    ]);
    expect(mergeExact([])).toEqual(new Map());
  });
});
