import { describe, expect, it } from 'vitest';
import { analyseDecision, type ConditionAnalysis, type DecisionAnalysis } from './decision.js';
import type { Expression } from './expression.js';
import type { DecisionRecords, TestVector } from './records.js';
import { renderExpression } from './render.js';
import { countsOf, evaluate, isPairFor, isShownBy } from './testing/brute-force.js';
import { expressionsOf, nameOf, withNegations } from './testing/expressions.js';
import { randomNumbers } from './testing/random.js';

const TRIALS = 4;
const all = [1, 2, 3, 4, 5].flatMap((size) => expressionsOf(size).map((expression) => ({ size, expression })));

describe('analyseDecision, for every expression of up to five conditions', () => {
  it('never says more than the executed vectors themselves, and all of it where the counts do', () => {
    const verdicts = { shown: 0, missed: 0, 'not provable': 0 };
    const untrue: string[] = [];
    for (const [place, { size, expression: plain }] of all.entries()) {
      for (let trial = 0; trial < TRIALS; trial += 1) {
        const seed = place * TRIALS + trial;
        const random = randomNumbers(seed);
        const expression = trial % 2 === 0 ? plain : withNegations(plain, random);
        const run = randomRun(expression, size, random);
        for (const [name, { records, isExact }] of Object.entries(recordings(run, size, random))) {
          const analysis = analyseDecision(expression, records);
          const where = `seed ${seed}: ${renderExpression(expression, nameOf)}, ${name}`;
          untrue.push(...untruths(analysis, run, isExact || analysis.isTree).map((what) => `${where}: ${what}`));
          for (const { verdict } of analysis.conditions) verdicts[verdict.kind] += 1;
        }
      }
    }
    expect(untrue).toEqual([]);
    expect(verdicts.shown).toBeGreaterThan(5000);
    expect(verdicts.missed).toBeGreaterThan(5000);
    expect(verdicts['not provable']).toBeGreaterThan(500);
  });
});

/** A run of some evaluations with random inputs, now and then only few different ones. */
function randomRun(expression: Expression, size: number, random: (limit: number) => number): TestVector[] {
  const inputs = Array.from({ length: 1 + random(16) }, () => Array.from({ length: size }, () => random(2) === 0));
  return Array.from({ length: 1 + random(24) }, () => evaluate(expression, inputs[random(inputs.length)] ?? []));
}

/** A run as it may have been recorded. `isExact`: each evaluation on its own, so that nothing is left open. */
function recordings(run: readonly TestVector[], size: number, random: (limit: number) => number) {
  const assigned = run.map(() => random(3));
  const part = (number: number) => run.filter((_, place) => assigned[place] === number);
  const profile = (vectors: readonly TestVector[]) => countsOf(vectors, size);
  const recorded = (records: DecisionRecords, isExact: boolean) => ({ records, isExact });
  return {
    'one profile': recorded({ profiles: [profile(run)] }, false),
    'three profiles': recorded({ profiles: [0, 1, 2].map((number) => profile(part(number))) }, false),
    'a profile per evaluation': recorded({ profiles: run.map((vector) => profile([vector])) }, true),
    vectors: recorded({ profiles: [], vectors: run }, true),
    'vectors and a profile': recorded({ profiles: [profile(part(0))], vectors: [...part(1), ...part(2)] }, false),
  };
}

/** What the analysis claims, or leaves open, against the vectors that were executed. */
function untruths({ conditions, vectors }: DecisionAnalysis, run: readonly TestVector[], isDecided: boolean): string[] {
  if (vectors === 'too large') return ['no table'];
  const executed = new Set(run.map(keyOf));
  const wrong = vectors.filter((vector) => vector.executed === (executed.has(keyOf(vector)) ? 'no' : 'yes'));
  const verdicts = conditions.flatMap(({ verdict: { kind } }, condition) => {
    const isTrue = kind === 'not provable' ? !isDecided : (kind === 'shown') === isShownBy(run, condition);
    return isTrue ? [] : [`${nameOf(condition)} is ${kind}`];
  });
  const pairs = conditions.flatMap((analysis, condition) => wrongPairs(analysis, condition, executed));
  return [...wrong.map((vector) => `${keyOf(vector)} is ${vector.executed}`), ...verdicts, ...pairs];
}

/** Pairs must be pairs. Of those of a condition that is shown one must have been executed, of a missed one none. */
function wrongPairs({ verdict }: ConditionAnalysis, condition: number, executed: Set<string>): string[] {
  const pairs = verdict.kind === 'shown' ? verdict.pairs : verdict.needs;
  const wrong = pairs.filter(
    ({ whenTrue, whenFalse }) => whenTrue.conditions[condition] !== true || !isPairFor(condition, whenTrue, whenFalse),
  );
  const ran = pairs.filter(({ whenTrue, whenFalse }) =>
    [whenTrue, whenFalse].every((each) => executed.has(keyOf(each))),
  );
  const isConsistent = verdict.kind === 'not provable' || ran.length > 0 === (verdict.kind === 'shown');
  return wrong.length === 0 && isConsistent && pairs.length > 0 ? [] : [`pairs of ${nameOf(condition)}`];
}

function keyOf({ conditions, result }: TestVector): string {
  return `${conditions} ${result}`;
}
