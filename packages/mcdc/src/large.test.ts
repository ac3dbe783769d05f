import { describe, expect, it } from 'vitest';
import { analyseDecision } from './decision.js';
import { counts } from './testing/counts.js';
import { a, and, b, c, condition, or } from './testing/expressions.js';

/** `(x || y) && (z || w)…`: 2^12 vectors that are true, and more that are false. */
const wideFrom = (first: number) =>
  Array.from({ length: 12 }, (_, place) => or(condition(first + 2 * place), condition(first + 2 * place + 1))).reduce(
    and,
  );

function kindsOf(profile: string) {
  const { conditions, vectors } = analyseDecision(wideFrom(0), { profiles: [counts(profile)] });
  expect(vectors).toBe('too large');
  return conditions.map(({ verdict }) => verdict);
}

describe('analyseDecision, with too many vectors for a table', () => {
  it('still knows that a value never occurred, or never decided', () => {
    const verdicts = kindsOf(Array(12).fill('2/2 2/0').join(' '));
    expect(verdicts[0]).toMatchObject({ kind: 'missed', why: 'no pair' });
    expect(verdicts[22]).toMatchObject({ kind: 'missed', why: 'no pair' });
    expect(verdicts[23]).toMatchObject({ kind: 'missed', why: 'never false', needs: { length: 3 } });
  });

  it('shows a condition to which one way was open', () => {
    const verdicts = kindsOf(`${Array(11).fill('4/0 0/0').join(' ')} 1/3 1/2`);
    expect(verdicts.map(({ kind }) => kind).slice(-2)).toEqual(['shown', 'shown']);
    expect(verdicts[0]).toMatchObject({ kind: 'missed', why: 'never false' });
  });

  it('takes nothing for missed because it did not look at all ways', () => {
    // All evaluations come by the last of the ways.
    const verdicts = kindsOf(`${Array(11).fill('0/4 4/0').join(' ')} 2/2 0/2`);
    expect(verdicts[22]?.kind).toBe('not provable');
  });

  it('does not claim to list all pairs', () => {
    const wide = and(or(and(a, b), c), wideFrom(3));
    const profile = counts(`4/2 1/3 1/4 ${Array(12).fill('2/0 0/0').join(' ')}`);
    const { conditions } = analyseDecision(wide, { profiles: [profile] });
    expect(conditions[2]?.verdict).toMatchObject({ kind: 'shown', isComplete: false });
  });
});
