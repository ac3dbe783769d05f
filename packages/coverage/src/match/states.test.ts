import { describe, expect, it } from 'vitest';
import { type Around, absentState, stateOf } from './states.js';

describe('the state of what is counted', () => {
  const absent = () => ({ state: 'not-compiled' as const });

  it.each<[(number | undefined)[], string]>([
    [[3], 'covered'],
    [[0, undefined, 1], 'covered'],
    [[Number.MAX_SAFE_INTEGER], 'covered'],
    [[0], 'missed'],
    [[undefined, 0], 'missed'],
    [[], 'not-compiled'],
    [[undefined, undefined], 'not-compiled'],
  ])('%j: %s', (counts, state) => {
    expect(stateOf(counts, absent).state).toBe(state);
  });
});

describe('why nothing is counted', () => {
  const around: Around = { isRecorded: true, isFunctionRecorded: true, macroAttributes: [] };
  const nothing = { cfg: [], constContext: undefined, macros: [] };

  it.each([
    ['the file is in no record', nothing, { isRecorded: false }, { state: 'not-compiled' }],
    [
      'it is a constant',
      { ...nothing, constContext: 'constant' as const },
      {},
      { state: 'compile-time', why: 'it stands in a constant' },
    ],
    [
      'its innermost cfg is off',
      { ...nothing, cfg: ['unix', 'feature = "std"'] },
      {},
      { state: 'not-compiled', why: 'cfg(feature = "std")' },
    ],
    [
      'a macro may drop it',
      { ...nothing, macros: ['outer', 'log'] },
      {},
      { state: 'not-measured', why: 'it is an argument of log!' },
    ],
    [
      'an attribute rewrites its function, of which nothing is left',
      nothing,
      { isFunctionRecorded: false, macroAttributes: ['tokio::main'] },
      { state: 'not-measured', why: 'the attribute tokio::main rewrites its function' },
    ],
    [
      'an attribute may rewrite its function, and left it: it is not the reason',
      nothing,
      { macroAttributes: ['tracing::instrument'] },
      { state: 'not-measured', why: 'the compiler kept no record of it' },
    ],
    [
      'it may be a const fn, which can run later as well',
      { ...nothing, constContext: 'const fn' as const },
      {},
      { state: 'not-measured', why: 'the compiler kept no record of it' },
    ],
  ] as const)('%s', (_, surroundings, change, outcome) => {
    expect(absentState(surroundings, { ...around, ...change })).toEqual(outcome);
  });
});
