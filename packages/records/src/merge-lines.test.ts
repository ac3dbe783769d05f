import { describe, expect, it } from 'vitest';
import { addCounts } from './count.js';
import type { LineFile } from './line-file.js';
import { mergeLines } from './merge-lines.js';
import { lineFile, randomLineFile, rowsOf } from './test-lines.js';
import { randomFrom } from './test-streams.js';

const merge = (...files: LineFile[]): LineFile => {
  const merged = mergeLines(files.map((file) => new Map([['a.rs', file]]))).get('a.rs');
  if (merged === undefined) throw new Error('nothing was merged');
  return merged;
};

describe('mergeLines', () => {
  it('sums the counts of every line and function', () => {
    const random = randomFrom(5);
    for (let round = 0; round < 150; round += 1) {
      const [a, b] = [randomLineFile(random), randomLineFile(random)];
      const merged = merge(a, b);
      for (let line = 0; line < 14; line += 1) {
        const counts = [a.lines.get(line), b.lines.get(line)].filter((count) => count !== undefined);
        expect(merged.lines.get(line)).toBe(counts.length === 0 ? undefined : counts.reduce(addCounts));
      }
      const calls = new Map<string, number>();
      for (const { name, line, count } of [...a.functions, ...b.functions]) {
        calls.set(`${line} ${name}`, addCounts(count, calls.get(`${line} ${name}`) ?? 0));
      }
      expect(new Map([...merged.functions].map(({ name, line, count }) => [`${line} ${name}`, count]))).toEqual(calls);
      expect(merged.functions.size).toBe(calls.size);
    }
  });

  it('does not mind the order of runs, nor which are merged first', () => {
    const random = randomFrom(6);
    for (let round = 0; round < 150; round += 1) {
      const [a, b, c] = [randomLineFile(random), randomLineFile(random), randomLineFile(random)];
      const all = rowsOf(merge(a, b, c));
      for (const other of [merge(c, a, b), merge(b, a, c), merge(a, merge(b, c)), merge(merge(c, b), a)]) {
        expect(rowsOf(other)).toEqual(all);
      }
    }
  });

  it('knows of a branch that it was never reached only where it was so in every run', () => {
    const run = (taken: number | null) => lineFile({ branches: [{ line: 1, block: 0, branch: '0', taken }] });
    const taken = (...values: (number | null)[]) => merge(...values.map(run)).branches.map((branch) => branch.taken);
    expect([taken(null, null), taken(null, 0), taken(0, null), taken(2, null, 3)]).toEqual([[null], [0], [0], [5]]);
  });

  it('is sure of no more branches than one run covered', () => {
    const run = (covered: number, total: number) => ({ ...lineFile({}), tallies: [{ line: 1, covered, total }] });
    expect(merge(run(1, 2), run(1, 2)).tallies).toEqual([{ line: 1, covered: 1, total: 2 }]);
    expect(merge(run(2, 2), run(1, 4)).tallies).toEqual([{ line: 1, covered: 2, total: 4 }]);
  });

  it('shares what two runs of one program have in common', () => {
    const run = (count: number) => lineFile({ lines: [[1, count]], functions: [{ name: 'f', line: 1, count }] });
    const [a, b] = [run(1), run(2)];
    const merged = merge(a, b);
    expect(merged.functions.names).toBe(a.functions.names);
    expect(rowsOf(merged)).toMatchObject({ lines: [[1, 3]], functions: [{ count: 3 }] });
    expect([rowsOf(a), rowsOf(b)]).toMatchObject([{ lines: [[1, 1]] }, { lines: [[1, 2]] }]);
  });
});
