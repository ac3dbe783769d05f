import { describe, expect, it } from 'vitest';
import { countAt, exactFile } from './test-exact.js';

const file = exactFile(
  [2, 5, 7, 'ce'],
  [3, 1, 2, 'ce'],
  [3, 9, 7, 'c'],
  [5, 3, 7, 'cg'],
  [5, 8, 0, 'ce'],
  [6, 2, 0, ''],
  [8, 1, 0, 'e'],
  [9, 1, 0, ''],
  [9, 1, 4, 'ce'],
  [9, 4, 0, ''],
);

describe('countAt', () => {
  it.each([
    ['before everything', 1, 99, undefined],
    ['on the first line, before its column', 2, 4, undefined],
    ['where a segment begins', 2, 5, { count: 7, isGap: false }],
    ['behind that, on a longer line', 2, 1_000_000, { count: 7, isGap: false }],
    ['in an inner region', 3, 8, { count: 2, isGap: false }],
    ['where the outer one goes on', 3, 9, { count: 7, isGap: false }],
    ['on a line on which nothing begins', 4, 1, { count: 7, isGap: false }],
    ['in a gap', 5, 7, { count: 7, isGap: true }],
    ['in what was not executed', 6, 1, { count: 0, isGap: false }],
    ['where the region has ended', 6, 2, undefined],
    ['in what was left out', 8, 5, undefined],
    ['where two segments begin, of which the last holds', 9, 1, { count: 4, isGap: false }],
    ['behind everything', 10, 1, undefined],
  ])('%s', (_, line, column, execution) => {
    expect(countAt(file, line, column)).toEqual(execution);
  });

  it('knows of nothing in an empty file', () => {
    expect(countAt(exactFile(), 1, 1)).toBeUndefined();
    expect([...exactFile().lineCounts()]).toEqual([]);
  });
});

describe('entryAt', () => {
  it('gives the segment that begins a region, and no other', () => {
    expect(file.entryAt(3, 1)).toMatchObject({ line: 3, column: 1, count: 2, hasCount: true });
    expect(file.entryAt(8, 1)).toMatchObject({ count: 0, hasCount: false });
    expect(file.entryAt(9, 1)).toMatchObject({ count: 4 });
    const others = [
      [3, 2],
      [3, 9],
      [5, 3],
      [6, 2],
      [4, 1],
      [1, 1],
    ] as const;
    expect(others.map(([line, column]) => file.entryAt(line, column))).toEqual(others.map(() => undefined));
  });
});

describe('lineCounts', () => {
  // What llvm-cov 22 says of such segments, by its LineCoverageStats.
  it.each([
    [
      'counts lines up to the end of a region',
      [
        [1, 1, 3, 'ce'],
        [3, 2, 0, ''],
      ],
      [
        [1, 3],
        [2, 3],
        [3, 3],
      ],
    ],
    [
      'takes the highest of what begins on a line',
      [
        [1, 1, 3, 'ce'],
        [2, 1, 9, 'ce'],
        [2, 5, 3, 'c'],
        [3, 1, 0, ''],
      ],
      [
        [1, 3],
        [2, 9],
        [3, 3],
      ],
    ],
    [
      'takes what reaches the line from above',
      [
        [1, 1, 3, 'ce'],
        [2, 5, 0, 'ce'],
        [2, 9, 3, 'c'],
        [3, 1, 0, ''],
      ],
      [
        [1, 3],
        [2, 3],
        [3, 3],
      ],
    ],
    [
      'takes nothing from above that is no count',
      [
        [1, 1, 3, 'ce'],
        [1, 9, 0, ''],
        [3, 1, 0, 'ce'],
        [3, 9, 0, ''],
      ],
      [
        [1, 3],
        [3, 0],
      ],
    ],
    [
      'counts no line on which a region only ends',
      [
        [1, 1, 3, 'ce'],
        [1, 9, 0, ''],
        [2, 4, 3, 'c'],
        [3, 1, 0, ''],
      ],
      [
        [1, 3],
        [3, 3],
      ],
    ],
    [
      'takes no count from a gap that begins',
      [
        [1, 1, 0, 'ce'],
        [2, 5, 8, 'cg'],
        [2, 9, 0, 'ce'],
        [3, 1, 0, ''],
      ],
      [
        [1, 0],
        [2, 0],
        [3, 0],
      ],
    ],
    [
      'takes the count of a gap from above',
      [
        [1, 1, 1, 'ce'],
        [1, 5, 8, 'cg'],
        [2, 9, 0, 'ce'],
        [3, 1, 0, ''],
      ],
      [
        [1, 1],
        [2, 8],
        [3, 0],
      ],
    ],
    [
      'counts no line that begins with what was left out',
      [
        [1, 1, 3, 'ce'],
        [2, 1, 0, 'e'],
        [4, 1, 3, 'c'],
        [5, 1, 0, ''],
      ],
      [
        [1, 3],
        [5, 3],
      ],
    ],
    [
      'counts it where a region begins behind that',
      [
        [1, 1, 3, 'ce'],
        [2, 1, 0, 'e'],
        [2, 9, 5, 'ce'],
        [3, 1, 0, ''],
      ],
      [
        [1, 3],
        [2, 5],
        [3, 5],
      ],
    ],
    [
      'knows no line behind the last segment',
      [
        [1, 1, 3, 'ce'],
        [2, 1, 3, 'c'],
      ],
      [
        [1, 3],
        [2, 3],
      ],
    ],
  ] as const)('%s', (_, rows, lines) => {
    expect([...exactFile(...rows).lineCounts()]).toEqual(lines);
  });

  it('finds lines', () => {
    const lines = exactFile([2, 1, 3, 'ce'], [3, 9, 0, ''], [7, 1, 1, 'ce'], [7, 2, 0, '']).lineCounts();
    expect([0, 1, 2, 3, 4, 7, 8].map((line) => lines.get(line))).toEqual([
      undefined,
      undefined,
      3,
      3,
      undefined,
      1,
      undefined,
    ]);
    expect(lines.size).toBe(3);
  });
});
