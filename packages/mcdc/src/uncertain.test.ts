import { describe, expect, it } from 'vitest';
import { analyseDecision } from './decision.js';
import type { Profile } from './records.js';
import { renderExpression } from './render.js';
import { countsOf, evaluate, isShownBy } from './testing/brute-force.js';
import { counts } from './testing/counts.js';
import { a, and, b, c, expressionsOf, nameOf, or, withNegations } from './testing/expressions.js';
import { randomNumbers } from './testing/random.js';
import { isTree } from './tree.js';

const full = Number.MAX_SAFE_INTEGER;
const all = [2, 3, 4].flatMap((size) => expressionsOf(size).map((expression) => ({ size, expression })));

/** What a profile may become when counts are lost, or too large. */
const damages: Record<string, (profile: Profile, random: (limit: number) => number) => Profile> = {
  saturated: (profile) => each(profile, (count) => (count > 0 ? full : 0)),
  'saturated in part': (profile, random) => each(profile, (count) => (count > 0 && random(3) === 0 ? full : count)),
  lossy: (profile, random) => each(profile, (count) => (random(4) === 0 ? random(count + 1) : count)),
};

function each(profile: Profile, change: (count: number) => number): Profile {
  return profile.map((condition) => ({ true: change(condition.true), false: change(condition.false) }));
}

describe('analyseDecision, with counts that allow no calculation', () => {
  it.each(Object.entries(damages))('says nothing that is not so: %s', (_, damage) => {
    const untrue: string[] = [];
    const kinds = { shown: 0, missed: 0, 'not provable': 0 };
    for (const [place, { size, expression: plain }] of all.entries()) {
      for (let seed = place * 10; seed < place * 10 + 10; seed += 1) {
        const random = randomNumbers(seed);
        const expression = withNegations(plain, random);
        const input = () => Array.from({ length: size }, () => random(2) === 0);
        const run = Array.from({ length: 1 + random(12) }, () => evaluate(expression, input()));
        const { profiles, conditions } = analyseDecision(expression, {
          profiles: [damage(countsOf(run, size), random)],
        });
        // Lost counts that happen to fit the diagram cannot be told from others.
        if (profiles[0] !== 'contradictory' && profiles[0] !== 'saturated') continue;
        for (const [condition, { verdict }] of conditions.entries()) {
          kinds[verdict.kind] += 1;
          if (verdict.kind === (isShownBy(run, condition) ? 'missed' : 'shown'))
            untrue.push(`seed ${seed}: ${renderExpression(expression, nameOf)}, ${nameOf(condition)}`);
        }
      }
    }
    expect(untrue).toEqual([]);
    expect(kinds.shown).toBeGreaterThan(20);
  });

  it('still is exact for trees with saturated counts', () => {
    for (const { size, expression } of all.filter((one) => isTree(one.expression))) {
      const profile = Array.from({ length: size }, () => ({ true: full, false: full }));
      const { conditions } = analyseDecision(expression, { profiles: [profile] });
      expect(conditions.every(({ verdict }) => verdict.kind === 'shown')).toBe(true);
    }
  });

  it('goes by the only way that was open', () => {
    const kindsOf = (text: string) =>
      analyseDecision(or(and(a, b), c), { profiles: [counts(text)] }).conditions.map(({ verdict }) => verdict.kind);
    expect(kindsOf(`${full}/5 5/0 2/3`)).toEqual(['shown', 'missed', 'shown']);
    expect(kindsOf(`${full}/5 5/1 2/3`)).toEqual(['not provable', 'not provable', 'not provable']);
  });

  it('takes nothing from a count of 0 among contradictory ones', () => {
    const { conditions } = analyseDecision(or(and(a, b), c), { profiles: [counts('1/5 7/0 2/3')] });
    expect(conditions.map(({ verdict }) => verdict.kind)).toEqual(['not provable', 'not provable', 'not provable']);
  });
});
