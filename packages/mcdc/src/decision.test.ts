import { describe, expect, it } from 'vitest';
import { analyseDecision } from './decision.js';
import type { Expression } from './expression.js';
import type { DecisionRecords, TestVector } from './records.js';
import { counts } from './testing/counts.js';
import { a, and, b, c, chainOf, condition, d, e, not, or } from './testing/expressions.js';
import { randomNumbers } from './testing/random.js';
import type { Verdict } from './verdict.js';

const notTree = or(and(a, b), c);

/** `a=1 c=0: 0` */
function textOf({ conditions, result }: TestVector): string {
  const values = conditions.flatMap((value, place) => (value === null ? [] : `${'abcdef'[place]}=${value ? 1 : 0}`));
  return `${values.join(' ')}: ${result ? 1 : 0}`;
}

function verdict(expression: Expression, profiles: readonly string[], which: number, more: TestVector[] = []): Verdict {
  const records = { profiles: profiles.map(counts), vectors: more };
  const found = analyseDecision(expression, records).conditions[which]?.verdict;
  if (found === undefined) throw new Error(`no condition ${which}`);
  return found;
}

function pairsOf(found: Verdict): string[] {
  const pairs = found.kind === 'shown' ? found.pairs : found.needs;
  return pairs.map(({ whenTrue, whenFalse }) => `${textOf(whenTrue)} | ${textOf(whenFalse)}`);
}

describe('analyseDecision', () => {
  it('gives the counts, the outcomes and the table of vectors', () => {
    const analysis = analyseDecision(notTree, { profiles: [counts('1/1 1/0 0/1'), counts('2/0 2/0 0/0')] });
    expect(analysis).toMatchObject({
      isTree: false,
      profiles: ['complete', 'complete'],
      outcomes: { true: 3, false: 1 },
    });
    expect(analysis.conditions.map((each) => each.counts)).toEqual([
      { true: 3, false: 1 },
      { true: 3, false: 0 },
      { true: 0, false: 1 },
    ]);
    const table = analysis.vectors === 'too large' ? [] : analysis.vectors;
    expect(table.map((vector) => `${textOf(vector)} ${vector.executed}`)).toEqual([
      'a=1 b=1: 1 yes',
      'a=1 b=0 c=1: 1 no',
      'a=1 b=0 c=0: 0 no',
      'a=0 c=1: 1 no',
      'a=0 c=0: 0 yes',
    ]);
  });

  it('saturates sums', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const { conditions, outcomes } = analyseDecision(a, { profiles: [counts(`${most - 1}/1`), counts('5/1')] });
    expect(conditions[0]?.counts).toEqual({ true: most, false: 2 });
    expect(outcomes).toEqual({ true: most, false: 2 });
  });

  it('shows a single condition that was both true and false', () => {
    expect(verdict(a, ['1/1'], 0)).toMatchObject({ kind: 'shown', isComplete: true });
    expect(pairsOf(verdict(not(a), ['1/0', '0/1'], 0))).toEqual(['a=1: 0 | a=0: 1']);
  });

  it('names the pair that was executed where the counts force it', () => {
    // c was false more often than b, so at least once by way of a.
    expect(pairsOf(verdict(notTree, ['3/3 2/1 1/3'], 0))).toEqual(['a=1 b=1: 1 | a=0 c=0: 0']);
    // b was never false, so c was come to by way of a only.
    expect(pairsOf(verdict(notTree, ['3/3 3/0 1/2'], 2))).toEqual(['a=0 c=1: 1 | a=0 c=0: 0']);
  });

  it('shows a condition whose values cannot have been divided between the ways to it, and names the pairs', () => {
    // Two came by way of a, three by way of b; one was true and four were false.
    const found = verdict(notTree, ['4/2 1/3 1/4'], 2);
    expect(found).toMatchObject({ kind: 'shown', isComplete: true });
    expect(pairsOf(found)).toEqual(['a=1 b=0 c=1: 1 | a=1 b=0 c=0: 0', 'a=0 c=1: 1 | a=0 c=0: 0']);
    // Of the vectors that the counts rule out none is listed: e was never evaluated.
    expect(pairsOf(verdict(and(notTree, or(d, e)), ['4/2 1/3 1/4 2/0 0/0'], 2))).toHaveLength(2);
    // Here they can: all true by way of a, all false by way of b.
    expect(verdict(notTree, ['4/2 1/3 2/3'], 2).kind).toBe('not provable');
  });

  it('lists what would show a missed condition, the easiest first', () => {
    const found = verdict(notTree, ['1/1 1/0 0/1'], 1);
    expect(found).toMatchObject({ kind: 'missed', why: 'never false' });
    expect(pairsOf(found)).toEqual(['a=1 b=1: 1 | a=1 b=0 c=0: 0']);
    expect(found.kind === 'missed' && found.needs[0]).toMatchObject({
      whenTrue: { executed: 'yes' },
      whenFalse: { executed: 'no', conditions: [true, false, false] },
    });
    expect(pairsOf(verdict(notTree, ['1/1 0/1 0/2'], 2))).toEqual([
      'a=0 c=1: 1 | a=0 c=0: 0',
      'a=1 b=0 c=1: 1 | a=1 b=0 c=0: 0',
    ]);
  });

  it('prefers a pair of which one vector was executed', () => {
    expect(pairsOf(verdict(notTree, ['1/0 0/1 0/1'], 2))).toEqual([
      'a=1 b=0 c=1: 1 | a=1 b=0 c=0: 0',
      'a=0 c=1: 1 | a=0 c=0: 0',
    ]);
  });

  it.each([
    ['never evaluated', '1/0 1/0 0/0'],
    ['never true', '1/1 1/0 0/1'],
    ['never false', '1/1 1/0 1/0'],
    // One by each way, so by no way both.
    ['no pair', '1/1 0/1 1/1'],
  ])('says why a condition is missed: %s', (why, profile) => {
    expect(verdict(notTree, [profile], 2)).toMatchObject({ kind: 'missed', why });
  });

  it('joins profiles and vectors', () => {
    const byWayOfA: TestVector = { conditions: [false, null, false], result: false };
    expect(verdict(notTree, ['0/1 0/0 1/0', '1/0 0/1 0/1'], 2).kind).toBe('missed');
    expect(verdict(notTree, ['0/1 0/0 1/0', '1/0 0/1 0/1'], 2, [byWayOfA]).kind).toBe('shown');
    expect(verdict(notTree, [], 2, [byWayOfA])).toMatchObject({ kind: 'missed', why: 'never true' });
  });

  it('does not pair an evaluation with itself, but pairs two with equal counts', () => {
    const expression = and(or(a, b), c);
    // By each of two ways once, c once true and once false: two such processes may have divided them differently.
    expect(verdict(expression, ['1/1 1/0 1/1'], 2).kind).toBe('missed');
    expect(verdict(expression, ['1/1 1/0 1/1', '1/1 1/0 1/1'], 2).kind).toBe('not provable');
  });

  it('does not take an evaluation that ended in a later condition for one with an outcome', () => {
    // a && b, where b was never finished when a was true but once.
    expect(verdict(and(a, b), ['5/5 0/1'], 0)).toMatchObject({ kind: 'missed', why: 'no pair' });
    expect(verdict(and(a, b), ['5/5 1/0'], 0).kind).toBe('shown');
    // c came to by way of a or b, and finished less often than it was come to.
    expect(verdict(notTree, ['4/2 3/1 1/1'], 2).kind).toBe('not provable');
  });

  it('judges long chains', () => {
    const profile = Array.from({ length: 300 }, (_, place) => ({ true: 1, false: 300 - place }));
    const { conditions, vectors } = analyseDecision(chainOf(or, 300), { profiles: [profile] });
    expect(conditions.filter(({ verdict: { kind } }) => kind === 'shown')).toHaveLength(300);
    expect(vectors).toHaveLength(301);
  });

  // Each way is taken an even number of times, so no division of them makes an odd number.
  it.each<[Verdict['kind'], string, number]>([
    ['shown', 'few different divisions', 3],
    ['not provable', 'too many divisions to try', 1_000_000],
  ])('finds a condition with forty ways to it %s: %s', (kind, _, most) => {
    const random = randomNumbers(1);
    const ways = Array.from({ length: 40 }, () => 2 + 2 * random(most));
    const from = (way: number) => ways.slice(way).reduce((sum, count) => sum + count, 0);
    const odd = 2 * Math.floor(from(0) / 4) + 1;
    const alternatives = ways.map((count, way) => ({ true: count, false: from(way + 1) }));
    const profile = [...alternatives, { true: odd, false: from(0) - odd }];
    const { conditions } = analyseDecision(and(chainOf(or, 40), condition(40)), { profiles: [profile] });
    expect(conditions[40]?.verdict.kind).toBe(kind);
  });

  it.each<[string, Expression, DecisionRecords]>([
    ['no records', a, { profiles: [] }],
    ['no records', a, { profiles: [], vectors: [] }],
    ['a profile of another decision', and(a, b), { profiles: [counts('1/1')] }],
    ['conditions out of order', and(b, a), { profiles: [counts('1/1 1/1')] }],
    ['a condition twice', and(a, a), { profiles: [counts('1/1 1/1')] }],
    ['a condition left out', and(a, d), { profiles: [counts('1/1 1/1')] }],
    ['no count', a, { profiles: [counts('x/1')] }],
    ['a vector of another decision', a, { profiles: [], vectors: [{ conditions: [true], result: false }] }],
  ])('refuses %s', (_, expression, records) => {
    expect(() => analyseDecision(expression, records)).toThrow(RangeError);
  });
});
