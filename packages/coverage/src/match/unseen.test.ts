import type { FileObligations, Include, MacroBody } from '@assay/obligations';
import { expect, it } from 'vitest';
import { condition, decision, measured, statement, step } from '../controls.js';
import type { FileFact } from '../facts.js';
import { unseenParts, withoutCopies } from './unseen.js';

const span = { line: 3, column: 1, endLine: 5, endColumn: 2 };

function holding(macroBodies: readonly Partial<MacroBody>[], includes: readonly Partial<Include>[]): FileObligations {
  return {
    macroBodies: macroBodies.map((each) => ({ name: 'control', kind: 'definition', span, cfg: [], ...each })),
    includes: includes.map((each) => ({ path: undefined, isTest: false, span, ...each })),
  } as unknown as FileObligations;
}

it('owes something for code that stands in no function of the source, and never takes it for reached', () => {
  const parts = unseenParts(holding([{}], [{}]), true);
  expect(parts.map(({ state }) => state)).toEqual(['not-measured', 'not-measured']);
  expect(parts[0]).toMatchObject({ from: [3, 1], to: [5, 2], why: expect.stringContaining('control!') });
  expect(unseenParts(holding([{}], []), false)).toEqual([{ from: [3, 1], to: [5, 2], state: 'not-compiled' }]);
});

it('owes nothing for what a test or a constant includes, nor for a file that is named', () => {
  const includes: Partial<Include>[] = [{ isTest: true }, { constContext: 'constant' }, { path: 'table.rs' }];
  expect(unseenParts(holding([], includes), true)).toEqual([]);
});

it('takes nothing for reached of a file that is part of a test as well', () => {
  const file = measured({
    file: {
      functions: [step('covered')],
      statements: [statement('covered'), statement('missed', 13)],
      decisions: [decision(['covered', 'missed'], [condition({ whenFalse: 'missed' })])],
    },
  }).files[0] as FileFact;
  const { functions, statements, decisions } = withoutCopies(file);
  expect(functions.map(({ state }) => state)).toEqual(['not-measured']);
  expect(statements.map(({ state }) => state)).toEqual(['not-measured', 'missed']);
  expect(decisions[0]?.outcomes.map(({ state }) => state)).toEqual(['not-measured', 'missed']);
  expect(decisions[0]?.conditions[0]).toMatchObject({
    whenTrue: 'not-measured',
    whenFalse: 'missed',
    mcdc: 'not-measured',
  });
});
