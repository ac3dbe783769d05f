import { describe, expect, it } from 'vitest';
import { analyseDecision } from './decision.js';
import type { Expression } from './expression.js';
import type { Profile, TestVector } from './records.js';
import { renderExpression } from './render.js';
import { countsOf, isShownBy, multisets, vectorsOf } from './testing/brute-force.js';
import { a, and, b, c, d, e, expressionsOf, nameOf, or } from './testing/expressions.js';
import type { Verdict } from './verdict.js';

type Kind = Verdict['kind'];
const kinds: readonly Kind[] = ['shown', 'missed', 'not provable'];

/** The conditions of one evaluation; with the outcome unless it ended in the middle. */
type Evaluation = TestVector | (Pick<TestVector, 'conditions'> & { result?: undefined });

/** Executions that leave the same counts. */
interface Executions {
  profile: Profile;
  /** What each of them evaluated to an outcome. */
  vectors: TestVector[][];
}

/** All executions of at most so many of these evaluations, by the counts that they leave. */
function executionsOf(size: number, evaluations: readonly Evaluation[], most: number): Executions[] {
  const found = new Map<string, Executions>();
  for (let count = 1; count <= most; count += 1) {
    for (const run of multisets(evaluations, count)) {
      const profile = countsOf(run, size);
      const key = JSON.stringify(profile);
      const executions = found.get(key) ?? { profile, vectors: [] };
      executions.vectors.push(run.filter((each) => each.result !== undefined));
      found.set(key, executions);
    }
  }
  return [...found.values()];
}

/** What the verdicts must be: shown when every execution shows it, missed when none does. */
function expectedVerdicts(size: number, executions: readonly (readonly TestVector[])[]): string[] {
  return Array.from({ length: size }, (_, condition) => {
    const shown = executions.filter((vectors) => isShownBy(vectors, condition)).length;
    if (shown === executions.length) return 'shown';
    return shown === 0 ? 'missed' : 'not provable';
  });
}

function verdictsOf(expression: Expression, ...profiles: Profile[]): Kind[] {
  return analyseDecision(expression, { profiles }).conditions.map(({ verdict }) => verdict.kind);
}

/** Compares all verdicts with what all executions say; returns what differs, and counts how often each was right. */
function compare(expression: Expression, size: number, evaluations: readonly Evaluation[], most: number) {
  const differing: string[] = [];
  const right: Record<Kind, number> = { shown: 0, missed: 0, 'not provable': 0 };
  for (const { profile, vectors } of executionsOf(size, evaluations, most)) {
    const expected = expectedVerdicts(size, vectors);
    for (const [condition, verdict] of verdictsOf(expression, profile).entries()) {
      const wanted = expected[condition] ?? '';
      const where = `${renderExpression(expression, nameOf)}, ${JSON.stringify(profile)}, ${nameOf(condition)}`;
      if (verdict === wanted) right[verdict] += 1;
      else differing.push(`${where}: ${verdict}, not ${wanted}`);
    }
  }
  return { differing, right };
}

/** The evaluation, and what there is of it when it ends in a later condition than the first. */
function withInterrupted(vectors: readonly TestVector[]): Evaluation[] {
  const parts = vectors.flatMap(({ conditions }) => {
    const evaluated = [...conditions.keys()].filter((condition) => conditions[condition] !== null);
    return evaluated.slice(1).map((end) => conditions.map((value, condition) => (condition < end ? value : null)));
  });
  const distinct = new Map(parts.map((conditions) => [JSON.stringify(conditions), { conditions }]));
  return [...vectors, ...distinct.values()];
}

const threeOrLess = [1, 2, 3].flatMap((size) => expressionsOf(size).map((expression) => ({ size, expression })));
const sampled = (size: number, every: number) => expressionsOf(size).filter((_, place) => place % every === 0);

describe('the verdicts, against every execution that leaves the same counts', () => {
  it.each([
    ['up to three conditions, six evaluations', threeOrLess, 6],
    ['four conditions, four evaluations', sampled(4, 3).map((expression) => ({ size: 4, expression })), 4],
    ['five conditions, three evaluations', sampled(5, 16).map((expression) => ({ size: 5, expression })), 3],
  ])('are exact for %s', (_, cases, most) => {
    const results = cases.map(({ size, expression }) => compare(expression, size, vectorsOf(expression, size), most));
    expect(results.flatMap(({ differing }) => differing)).toEqual([]);
    for (const kind of kinds)
      expect(
        results.reduce((sum, { right }) => sum + (right[kind] ?? 0), 0),
        kind,
      ).toBeGreaterThan(20);
  });

  it('are exact when evaluations may end in the middle', () => {
    const results = threeOrLess.map(({ size, expression }) =>
      compare(expression, size, withInterrupted(vectorsOf(expression, size)), 4),
    );
    expect(results.flatMap(({ differing }) => differing)).toEqual([]);
    expect(results.reduce((sum, { right }) => sum + right.shown, 0)).toBeGreaterThan(100);
  });

  it('are sound, and rarely too careful, where ways meet twice', () => {
    const expression = and(or(a, b), and(or(c, d), e));
    const { differing, right } = compare(expression, 5, vectorsOf(expression, 5), 5);
    expect(differing.filter((each) => !each.endsWith('not provable, not shown'))).toEqual([]);
    expect(differing.length).toBeLessThanOrEqual(right.shown / 100);
  });

  it('are exact for two profiles', () => {
    const differing: string[] = [];
    const seen = new Set<Kind>();
    for (const expression of [or(and(a, b), c), and(or(a, b), c)]) {
      const executions = executionsOf(3, vectorsOf(expression, 3), 3);
      for (const [place, one] of executions.entries()) {
        for (const other of executions.slice(0, place + 1)) {
          const together = one.vectors.flatMap((vectors) => other.vectors.map((others) => [...vectors, ...others]));
          const expected = expectedVerdicts(3, together);
          const verdicts = verdictsOf(expression, one.profile, other.profile);
          for (const verdict of verdicts) seen.add(verdict);
          if (verdicts.join() !== expected.join())
            differing.push(`${JSON.stringify([one.profile, other.profile])}: ${verdicts}, not ${expected}`);
        }
      }
    }
    expect(differing).toEqual([]);
    expect([...seen].sort()).toEqual([...kinds].sort());
  });
});
