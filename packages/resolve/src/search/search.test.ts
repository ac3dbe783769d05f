import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../testing/random.js';
import {
  addValue,
  allValues,
  createSearch,
  firstValue,
  type Guide,
  noValues,
  oneValue,
  type Term,
  without,
} from './index.js';

const lowestFirst: Guide = {
  choose: (_, domain) => firstValue(domain, 1) ?? 0,
  onValue: () => undefined,
};

/** Nogoods over variables of the given sizes, as `variable: values` in words of numbers. */
type Problem = { sizes: number[]; nogoods: [variable: number, values: number[]][][] };

function solve({ sizes, nogoods }: Problem, lazily = false) {
  const search = createSearch<number>();
  for (const size of sizes) search.variable(size);
  const give = (index: number) => search.forbid(termsOf(sizes, nogoods[index] ?? []), index);
  if (!lazily) for (const index of nogoods.keys()) give(index);
  const hidden = new Set(lazily ? nogoods.keys() : []);
  // What is given late is given when the values of all its terms but one are there.
  const reveal = () => {
    for (const index of hidden) {
      const conditions = (nogoods[index] ?? []).filter(([, values]) => !values.includes(0));
      const met = ([variable, values]: [number, number[]]) => values.includes(search.soleValue(variable) ?? -1);
      if (!conditions.every(met)) continue;
      hidden.delete(index);
      give(index);
    }
  };
  reveal();
  const outcome = search.run({ ...lowestFirst, onValue: reveal }, { limit: 10_000 });
  return { outcome, values: sizes.map((_, variable) => search.soleValue(variable) ?? 0), search };
}

function termsOf(sizes: readonly number[], nogood: Problem['nogoods'][number]): Term[] {
  return nogood.map(([variable, values]) => {
    const set = noValues(sizes[variable] ?? 0);
    for (const value of values) addValue(set, value);
    return { variable, values: set };
  });
}

function violates(values: readonly number[], nogood: Problem['nogoods'][number]): boolean {
  return nogood.every(([variable, forbidden]) => forbidden.includes(values[variable] ?? -1));
}

function hasSolution({ sizes, nogoods }: Problem): boolean {
  const values: number[] = [];
  const from = (variable: number): boolean => {
    const size = sizes[variable];
    if (size === undefined) return !nogoods.some((nogood) => violates(values, nogood));
    for (let value = 0; value < size; value += 1) {
      values[variable] = value;
      if (from(variable + 1)) return true;
    }
    return false;
  };
  return from(0);
}

function randomProblem(seed: number): Problem {
  const random = randomNumbers(seed);
  const sizes = Array.from({ length: 2 + random(5) }, () => 2 + random(3));
  const some = (size: number, from: number) => {
    const values = Array.from({ length: size - from }, (_, index) => index + from).filter(() => random(2) === 0);
    return values.length === 0 ? [size - 1] : values;
  };
  const nogoods = Array.from({ length: 3 + random(16) }, () => {
    const variables = [...new Set(Array.from({ length: 1 + random(3) }, () => random(sizes.length)))];
    const asked = random(2) === 0 ? variables[0] : undefined;
    return variables.map((variable): [number, number[]] => {
      const values = some(sizes[variable] ?? 0, 1);
      return [variable, variable === asked ? [0, ...values.slice(1)] : values];
    });
  });
  return { sizes, nogoods: [[[0, [0]]], ...nogoods] };
}

describe('createSearch', () => {
  it('leaves what nothing asks for at 0', () => {
    const { outcome, values } = solve({ sizes: [2, 3], nogoods: [] });
    expect({ outcome, values }).toEqual({ outcome: { kind: 'solved' }, values: [0, 0] });
  });

  it('finds the only way, and says which nogoods leave none', () => {
    const sizes = [2, 3, 2];
    const nogoods: Problem['nogoods'] = [
      [[0, [0]]],
      [
        [0, [1]],
        [1, [0]],
      ],
      [
        [1, [1]],
        [2, [0]],
      ],
      [[2, [1]]],
    ];
    expect(solve({ sizes, nogoods }).values).toEqual([1, 2, 0]);
    const { outcome } = solve({ sizes: [...sizes, 2], nogoods: [...nogoods, [[1, [2]]], [[3, [1]]]] });
    expect(outcome).toEqual({ kind: 'unsolvable', causes: new Set([0, 1, 2, 3, 4]) });
  });

  it('stops at the limit', () => {
    const pigeons = 7;
    const sizes = Array.from({ length: pigeons }, () => pigeons);
    const nogoods: Problem['nogoods'] = sizes.map((_, pigeon) => [[pigeon, [0]]]);
    for (let a = 0; a < pigeons; a += 1) {
      for (let b = 0; b < a; b += 1) {
        for (let hole = 1; hole < pigeons; hole += 1)
          nogoods.push([
            [a, [hole]],
            [b, [hole]],
          ]);
      }
    }
    const search = createSearch<number>();
    for (const size of sizes) search.variable(size);
    for (const nogood of nogoods) search.forbid(termsOf(sizes, nogood), 0);
    expect(search.run(lowestFirst, { limit: 20 })).toEqual({ kind: 'limit' });
    expect(search.run(lowestFirst, { limit: 100_000 }).kind).toBe('unsolvable');
  });

  it.each([false, true])('agrees with trying everything (nogoods given late: %s)', (lazily) => {
    const kinds = { solved: 0, unsolvable: 0 };
    for (let seed = 1; seed <= 1500; seed += 1) {
      const problem = randomProblem(seed);
      const { outcome, values } = solve(problem, lazily);
      expect(outcome.kind, `seed ${seed}`).toBe(hasSolution(problem) ? 'solved' : 'unsolvable');
      if (outcome.kind === 'solved') {
        expect(
          problem.nogoods.filter((nogood) => violates(values, nogood)),
          `seed ${seed}`,
        ).toEqual([]);
      }
      if (outcome.kind === 'unsolvable') {
        const named = problem.nogoods.filter((_, index) => outcome.causes.has(index));
        expect(hasSolution({ sizes: problem.sizes, nogoods: named }), `seed ${seed}`).toBe(false);
      }
      if (outcome.kind !== 'limit') kinds[outcome.kind] += 1;
    }
    expect(kinds.solved).toBeGreaterThan(300);
    expect(kinds.unsolvable).toBeGreaterThan(300);
  });

  it('assumes one thing and then another, and names the assumptions that cannot be met', () => {
    const sizes = [2, 3, 3];
    const { search } = solve({
      sizes,
      nogoods: [
        [[0, [0]]],
        [
          [0, [1]],
          [1, [0]],
        ],
        [
          [1, [1]],
          [2, [0, 1]],
        ],
      ],
    });
    const assuming = (...nots: [variable: number, values: number[]][]) =>
      search.run(lowestFirst, {
        limit: 10,
        assumptions: termsOf(sizes, nots).map((not, index) => ({ not, cause: 100 + index })),
      });
    expect(assuming([1, [2]], [2, [2]])).toEqual({ kind: 'unsolvable', causes: new Set([0, 1, 2, 100, 101]) });
    expect(assuming([1, [2]])).toEqual({ kind: 'solved' });
    expect(search.soleValue(2)).toBe(2);
    expect(assuming([2, [2]])).toEqual({ kind: 'solved' });
    expect(search.soleValue(1)).toBe(2);
  });

  it('goes on with more that is forbidden', () => {
    const { search } = solve({ sizes: [70], nogoods: [[[0, [0]]]] });
    expect(search.soleValue(0)).toBe(1);
    search.forbid([{ variable: 0, values: without(allValues(70), oneValue(70, 69)) }], 1);
    expect(search.run(lowestFirst, { limit: 10 })).toEqual({ kind: 'solved' });
    expect(search.soleValue(0)).toBe(69);
  });
});
