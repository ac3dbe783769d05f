import { describe, expect, it } from 'vitest';
import { explainRows, explainStatement, explainValue, fitsRegions } from './llvm-rules.js';

/** A file of five lines: a call with a closure, an arm, a block, a match. */
const around = {
  source: ['    all.find(|a| a.b);', '    1 => two(),', '    unsafe {', '        three();', '    match four {'],
  lines: new Map([
    [1, 4],
    [2, 7],
    [4, 2],
    [5, 0],
    [6, 3],
  ]),
  instances: [
    {
      file: 'lib.rs',
      count: 4,
      regions: [
        { from: [1, 5], to: [1, 8], count: 4 },
        { from: [1, 14], to: [1, 22], count: 0 },
        { from: [4, 9], to: [4, 16], count: 2 },
        { from: [6, 9], to: [6, 12], count: 3 },
      ] satisfies { from: [number, number]; to: [number, number]; count: number }[],
    },
  ],
};
const statement = (from: [number, number], to: [number, number], state: string, why = '') => ({ from, to, state, why });

describe('the rules by which a statement differs from its line', () => {
  it.each([
    ['agrees', statement([1, 5], [1, 23], 'covered')],
    ['shares its line', statement([1, 14], [1, 22], 'missed')],
    ['begins inside', statement([3, 5], [4, 17], 'covered')],
    ['by its arms', statement([5, 5], [6, 17], 'covered')],
    ['not compiled', statement([2, 10], [2, 15], 'not-compiled')],
    ['panicking tests', statement([2, 10], [2, 15], 'not-measured', 'only tests that panic reach it')],
    ['no record of its own', statement([1, 14], [1, 22], 'not-measured', 'the compiler kept no record of it')],
  ] as const)('%s', (rule, each) => {
    expect(explainStatement(each, around)).toBe(rule);
  });

  it.each([
    ['missed, though the line ran and it begins the line', statement([1, 5], [1, 23], 'missed')],
    ['missed behind other code, though a region in it ran', statement([4, 9], [4, 17], 'missed')],
    ['missed as a block in which something ran', statement([3, 5], [4, 17], 'missed')],
    ['covered, though its line never ran and it is no match', statement([5, 11], [5, 15], 'covered')],
    ['covered on a single line without a count', statement([3, 5], [3, 11], 'covered')],
    ['not compiled, though a region begins in it', statement([4, 9], [4, 17], 'not-compiled')],
    ['at compile time, though the line ran', statement([2, 10], [2, 15], 'compile-time')],
    ['not measured, without a reason', statement([2, 10], [2, 15], 'not-measured')],
  ])('explain nothing that is wrong: %s', (_, each) => {
    expect(explainStatement(each, around)).toBe('left');
  });

  it('hold it against the regions, wherever it stands on its line', () => {
    expect(fitsRegions(statement([1, 14], [1, 22], 'covered'), around)).toBe(false);
    expect(fitsRegions(statement([1, 14], [1, 22], 'missed'), around)).toBe(true);
    expect(fitsRegions(statement([4, 9], [4, 17], 'missed'), around)).toBe(false);
  });
});

it.each([
  ['covered', 2, false, 'agrees'],
  ['covered', 0, false, 'left'],
  ['missed', 2, false, 'left'],
  ['missed', undefined, true, 'single assertion'],
  ['missed', undefined, false, 'left'],
  ['not-compiled', 0, false, 'left'],
] as const)(
  'a value that is %s beside a count of %s, of a single assertion: %s, is %s',
  (state, count, isSingle, rule) => {
    expect(explainValue({ state }, count, isSingle)).toBe(rule);
  },
);

it('leaves a row that belongs to no condition, but in what was left out', () => {
  const rows = new Map(['1:2-1:3', '4:2-4:3', '9:1-9:2'].map((key) => [key, { true: 1, false: 0 }]));
  expect(explainRows(rows, new Set(['1:2-1:3']), [[8, 10]])).toEqual([
    ['4:2-4:3', 'left'],
    ['9:1-9:2', 'test code'],
  ]);
});
