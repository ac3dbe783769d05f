import { describe, expect, it } from 'vitest';
import { parsed } from '../testing/parsed.js';
import { end, exactFile, region } from '../testing/records.js';
import { exactReader } from './exact-reader.js';

describe('records to the column', () => {
  it('count a statement by a region that begins in it', async () => {
    const { statements } = await parsed('fn f() {\n    a();\n    b();\n}\n');
    const reader = exactReader(await exactFile({ segments: [region(1, 1, 4), region(3, 5, 0), end(4, 2)] }));
    // The first has no region of its own: the one that goes on there began before the body.
    expect(statements.map(reader.statement)).toEqual([4, 0]);
    expect(reader.isExact).toBe(true);
  });

  it('show nothing of what begins before the first region', async () => {
    const { statements } = await parsed('fn f() {\n    a();\n}\n');
    expect(statements.map(exactReader(await exactFile({ segments: [region(9, 1, 4), end(9, 2)] })).statement)).toEqual([
      undefined,
    ]);
    expect(statements.map(exactReader(await exactFile({})).statement)).toEqual([undefined]);
  });

  it('have the values of the condition at exactly this place', async () => {
    const { decisions } = await parsed('fn f() {\n    if a { b() }\n}\n');
    const [decision] = decisions;
    if (decision?.kind !== 'if') throw new Error('the source has an if');
    const [condition] = decision.conditions;
    if (condition === undefined) throw new Error('the if has a condition');
    const valuesOf = async (...branches: [number, number, number, number, number, number][]) =>
      exactReader(await exactFile({ branches })).values(condition);
    expect(await valuesOf([2, 8, 2, 9, 5, 0])).toMatchObject({ true: 5, false: 0 });
    expect(await valuesOf([2, 8, 2, 9, 1, 0], [2, 8, 2, 9, 0, 2])).toMatchObject({ true: 1, false: 2 });
    expect(await valuesOf([2, 8, 2, 10, 5, 0], [2, 7, 2, 9, 5, 0])).toBeUndefined();
  });

  it('count early returns by a region that begins at the ? and by no other', async () => {
    const mark = { line: 2, column: 12, endLine: 2, endColumn: 13 };
    const returned = async (...segments: Parameters<typeof exactFile>[0]['segments'] & object) =>
      exactReader(await exactFile({ segments })).returned(mark);
    expect(await returned(region(2, 9, 5), region(2, 12, 2), end(2, 13))).toBe(2);
    expect(await returned(region(2, 9, 5), end(2, 13))).toBeUndefined();
    expect(await returned([2, 12, 5, true, true, true], end(2, 13))).toBeUndefined();
    expect(await returned([2, 12, 0, false, true, false], end(2, 13))).toBeUndefined();
  });

  it('have the vectors that were executed of the decision at exactly this place', async () => {
    const vectors = [
      { conditions: [true, true], executed: true, result: true },
      { conditions: [false, null], executed: false, result: null },
    ];
    const branches = [
      [2, 8, 2, 9, 1, 0],
      [2, 13, 2, 14, 1, 0],
    ] as const;
    const mcdc_records = [[2, 8, 2, 14, 1, 0, 0, 0, 5, [false, false], vectors]];
    const reader = exactReader(await exactFile({ branches, mcdc_records }));
    const span = { line: 2, column: 8, endLine: 2, endColumn: 14 };
    expect(reader.vectors(span)).toEqual([{ conditions: [true, true], result: true }]);
    expect(reader.vectors({ ...span, endColumn: 15 })).toEqual([]);
  });
});
