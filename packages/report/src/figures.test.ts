import { inPercent } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { byGroup, columnsOf, describeFigure, isComplete, lineCounts, sumOf } from './figures.js';
import { markedSource } from './testing/marked-source.js';

type Counts = readonly [label: string, reached: number, total: number, justified?: number];

const source = (group: string, ...figures: readonly Counts[]) =>
  markedSource('', {
    group,
    figures: figures.map(([label, reached, total, justified]) => ({
      ...{ label, reached, total },
      ...(justified === undefined ? {} : { justified }),
    })),
  });

describe('figures over several files', () => {
  const sources = [
    source('core', ['statement', 9, 10], ['decision', 0, 0]),
    source('cli', ['decision', 1, 4, 2]),
    source('core', ['statement', 0, 90, 1], ['MC/DC', 1, 1]),
  ];

  it('keeps groups and columns in the order in which they first come', () => {
    expect([...byGroup(sources)].map(([group, { length }]) => [group, length])).toEqual([
      ['core', 2],
      ['cli', 1],
    ]);
    expect([...columnsOf(sources).keys()]).toEqual(['statement', 'decision', 'MC/DC']);
  });

  it('takes what a column counts from the first file that says it', () => {
    const said = markedSource('', { figures: [{ label: 'statement', meaning: 'that ran', reached: 0, total: 0 }] });
    expect([...columnsOf([...sources, said])][0]).toEqual(['statement', 'that ran']);
  });

  it('sums counts, so that a large file weighs more than a small one', () => {
    expect(sumOf(sources, 'statement')).toEqual({ reached: 9, total: 100, justified: 1 });
    expect(sumOf(sources, 'decision')).toEqual({ reached: 1, total: 4, justified: 2 });
    expect(sumOf(sources, 'condition')).toEqual({ reached: 0, total: 0, justified: 0 });
  });

  it('counts the lines of each mark', () => {
    const lines = (['missed', 'reached', 'missed'] as const).map((kind, line) => ({ line: line + 1, kind }));
    expect([...lineCounts([markedSource('', { lines }), markedSource('', { lines })])]).toEqual([
      ['missed', 4],
      ['reached', 2],
    ]);
  });
});

describe('a percentage', () => {
  it.each([
    [0, 0, '–'],
    [0, 7, '0.0 %'],
    [1, 3, '33.3 %'],
    [2, 3, '66.6 %'],
    [9996, 10_000, '99.9 %'],
    [999_999_999, 1_000_000_000, '99.9 %'],
    [29, 100, '29.0 %'],
    [40, 40, '100.0 %'],
  ])('of %i of %i is %s: never rounded up', (reached, total, expected) => {
    expect(inPercent({ reached, total })).toBe(expected);
  });

  it('stands before the counts, and beside what justifications make of it where there are any', () => {
    expect(describeFigure({ reached: 35, total: 40, justified: 0 })).toBe('87.5 % (35 of 40)');
    expect(describeFigure({ reached: 49, total: 50, justified: 1 })).toBe(
      '98.0 % (49 of 50), 100.0 % with justifications',
    );
    expect(describeFigure({ reached: 0, total: 0, justified: 0 })).toBe('–');
  });
});

describe('a file', () => {
  const complete = source('core', ['statement', 3, 3], ['decision', 0, 0]);

  it('is complete where nothing is missing, unknown or only permitted', () => {
    expect(isComplete(complete)).toBe(true);
    expect(isComplete(source('core', ['statement', 3, 3], ['decision', 1, 2]))).toBe(false);
    expect(isComplete(source('core', ['statement', 2, 3, 1]))).toBe(false);
    // Of what the level does not count, the lines alone know.
    for (const kind of ['unknown', 'justified', 'missed', 'partly'] as const) {
      expect(isComplete({ ...complete, lines: [{ line: 1, kind }] })).toBe(false);
    }
  });
});
