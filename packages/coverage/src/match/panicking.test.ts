import type { FileObligations, Point, Statement } from '@assay/obligations';
import { describe, expect, it } from 'vitest';
import { condition, decision, measured, statement, step } from '../controls.js';
import type { FileFact, State } from '../facts.js';
import { withPanicking } from './panicking.js';

/** `step` of the controls: a file with the function on line 10, and statements on these lines, each in the whole that begins at a place. */
function file(
  functionState: State,
  statements: readonly (readonly [line: number, state: State])[],
  decisions: FileFact['decisions'] = [],
) {
  const facts = measured({
    file: {
      functions: [step(functionState)],
      statements: statements.map(([line, state]) => statement(state, line)),
      decisions,
    },
  });
  return facts.files[0] as FileFact;
}

function owed(statements: readonly Point[], kinds: readonly string[] = []): FileObligations {
  return {
    statements: statements.map((from): Partial<Statement> => ({ probes: { from, at: [] } })),
    decisions: kinds.map((kind) => ({ kind })),
  } as unknown as FileObligations;
}

const body = { line: 10, column: 1 };
const states = ({ statements }: FileFact) => statements.map(({ state }) => state);

describe('what only tests that panic reach', () => {
  it('is surely the function and its first statement, and not what stands behind', () => {
    const certain = file('missed', [
      [11, 'missed'],
      [12, 'missed'],
    ]);
    const all = file('covered', [
      [11, 'covered'],
      [12, 'covered'],
    ]);
    const merged = withPanicking(certain, all, owed([body, body]));
    expect(merged.functions[0]?.state).toBe('covered');
    expect(states(merged)).toEqual(['covered', 'not-measured']);
    expect(merged.statements[1]?.why).toContain('only tests that panic');
  });

  it('takes nothing away from what the others reach, and adds nothing to what none does', () => {
    const certain = file('covered', [
      [11, 'covered'],
      [12, 'covered'],
      [13, 'missed'],
    ]);
    const all = file('covered', [
      [11, 'covered'],
      [12, 'covered'],
      [13, 'missed'],
    ]);
    expect(states(withPanicking(certain, all, owed([body, body, body])))).toEqual(['covered', 'covered', 'missed']);
  });

  it('is a branch with its first statement where no condition can panic', () => {
    const missed = decision(
      ['missed', 'missed'],
      [condition({ whenTrue: 'missed', whenFalse: 'missed', mcdc: 'missed' })],
    );
    const taken = decision(['covered', 'missed'], [condition({ whenFalse: 'missed', mcdc: 'missed' })]);
    // The controls' decision ends at 12:14; the block behind it begins at 12:15.
    const block = { line: 12, column: 15 };
    const plain = withPanicking(
      file(
        'covered',
        [
          [12, 'covered'],
          [13, 'missed'],
          [14, 'missed'],
        ],
        [missed],
      ),
      file(
        'covered',
        [
          [12, 'covered'],
          [13, 'covered'],
          [14, 'covered'],
        ],
        [taken],
      ),
      owed([body, block, block], ['if']),
    );
    expect(plain.decisions[0]?.outcomes.map(({ state }) => state)).toEqual(['covered', 'missed']);
    expect(states(plain)).toEqual(['covered', 'covered', 'not-measured']);
  });

  it.each(['check(a)', 'a[1]', 'a + 1 > b', 'matches!(a, B)', 'a as u8 == b', 'a'.repeat(79).concat('…')])(
    'is not known of a condition that may have panicked: %s',
    (text) => {
      const [whenFalse, mcdc] = ['missed', 'missed'] as const;
      const missed = decision(
        ['missed', 'missed'],
        [{ ...condition({ whenTrue: 'missed', whenFalse, mcdc }), text } as never],
      );
      const taken = decision(['covered', 'missed'], [{ ...condition({ whenFalse, mcdc }), text } as never]);
      const merged = withPanicking(file('covered', [], [missed]), file('covered', [], [taken]), owed([], ['if']));
      expect(merged.decisions[0]?.outcomes.map(({ state }) => state)).toEqual(['not-measured', 'missed']);
      expect(merged.decisions[0]?.conditions[0]).toMatchObject({ whenTrue: 'not-measured', whenFalse: 'missed' });
    },
  );

  /** What becomes of an `if` on line 12 that was never reached but for the tests that panic, with the first of the statements at its head. */
  const outcomesOf = (kind: string, lines: readonly number[]) => {
    const missed = decision(
      ['missed', 'missed'],
      [condition({ whenTrue: 'missed', whenFalse: 'missed', mcdc: 'missed' })],
    );
    const taken = decision(['missed', 'covered'], [condition({ whenTrue: 'missed', mcdc: 'missed' })]);
    const withState = (state: State) => lines.map((line) => [line, state] as const);
    const bodies = lines.map(() => body);
    const all = file('covered', withState('covered'), [taken]);
    const merged = withPanicking(file('missed', withState('missed'), [missed]), all, owed(bodies, [kind]));
    return merged.decisions[0]?.outcomes.map(({ state }) => state);
  };

  it('is not known of a decision before which something may have panicked', () => {
    expect(outcomesOf('if', [12])).toEqual(['missed', 'covered']);
    expect(outcomesOf('if', [11, 12])).toEqual(['missed', 'not-measured']);
    expect(outcomesOf('if', [12, 11])).toEqual(['missed', 'not-measured']);
  });

  it('is not known of the rounds of a loop', () => {
    expect(outcomesOf('while', [12])).toEqual(['missed', 'not-measured']);
  });

  it('are assertions one after the other, and what comes behind them', () => {
    const asserted = (line: number, state: State) => ({
      ...decision(['missed', state], [condition({ whenTrue: 'missed', whenFalse: state, mcdc: 'missed' })]),
      ...{ kind: 'assert' as const, from: [line, 13] as [number, number], to: [line, 18] as [number, number] },
    });
    const lines = [11, 12, 13, 14];
    const withState = (state: State) => lines.map((line) => [line, state] as const);
    const decisions = (state: State) => [asserted(11, state), asserted(12, state), asserted(14, state)];
    const merged = withPanicking(
      file('missed', withState('missed'), decisions('missed')),
      file('covered', withState('covered'), decisions('covered')),
      owed(
        lines.map(() => body),
        ['assert', 'assert', 'assert'],
      ),
    );
    expect(states(merged)).toEqual(['covered', 'covered', 'covered', 'not-measured']);
    expect(merged.decisions.map(({ outcomes }) => outcomes[1]?.state)).toEqual(['covered', 'covered', 'not-measured']);
  });

  it('is not known of the arms of a match and of ?', () => {
    const [missed, taken] = [decision(['missed', 'missed']), decision(['covered', 'missed'])];
    for (const kind of ['match', 'try']) {
      const merged = withPanicking(file('covered', [], [missed]), file('covered', [], [taken]), owed([], [kind]));
      expect(merged.decisions[0]?.outcomes.map(({ state }) => state)).toEqual(['not-measured', 'missed']);
    }
  });
});
