import { describe, expect, it } from 'vitest';
import { diagramOf } from './diagram.js';
import { renderExpression } from './render.js';
import { isPairFor, vectorsOf } from './testing/brute-force.js';
import { a, and, b, c, chainOf, d, expressionsOf, nameOf, not, or, withNegations } from './testing/expressions.js';
import { randomNumbers } from './testing/random.js';
import { isTree } from './tree.js';

const all = [2, 3, 4, 5].flatMap((size) => expressionsOf(size).map((expression) => ({ size, expression })));

describe('isTree', () => {
  it.each([
    [a, true],
    [not(a), true],
    [or(c, and(a, b)), true],
    [or(and(a, b), c), false],
    [or(not(or(a, b)), c), false],
    [or(not(and(a, b)), c), true],
    [and(and(a, b), and(c, d)), true],
    [or(and(a, b), and(c, d)), false],
    [chainOf(and, 3000), true],
  ])('tells trees from others (%#)', (expression, expected) => {
    expect(isTree(expression)).toBe(expected);
  });

  it('is whether no condition is come to in two ways', () => {
    const random = randomNumbers(1);
    for (const { size, expression } of all) {
      const negated = withNegations(expression, random);
      const diagram = diagramOf(negated);
      const ways = Array.from({ length: size }, (_, condition) => diagram.into(condition).length);
      expect(isTree(negated), renderExpression(negated, nameOf)).toBe(ways.every((count) => count <= 1));
    }
  });

  it('is whether both values of every condition are MC/DC, for all 274 expressions of two to five conditions', () => {
    const differing = all.filter(({ size, expression }) => isTree(expression) !== bothValuesAreMcdc(expression, size));
    expect(all).toHaveLength(274);
    expect(differing.map(({ expression }) => renderExpression(expression, nameOf))).toEqual([]);
    expect(all.filter(({ expression }) => isTree(expression)).length).toBeGreaterThan(30);
  });
});

/** Does every set of vectors in which all conditions have both values show all of them? By trying every set, as bits. */
function bothValuesAreMcdc(expression: Parameters<typeof isTree>[0], size: number): boolean {
  const vectors = vectorsOf(expression, size);
  const conditions = Array.from({ length: size }, (_, condition) => condition);
  const withValue = conditions.flatMap((condition) =>
    [true, false].map((value) => bitsOf(vectors.map(({ conditions }) => conditions[condition] === value))),
  );
  const partners = conditions.map((condition) =>
    vectors.map((one) => bitsOf(vectors.map((other) => isPairFor(condition, one, other)))),
  );
  for (let set = 0; set < 2 ** vectors.length; set += 1) {
    if (!withValue.every((bits) => (bits & set) !== 0)) continue;
    const isShown = (bits: number, place: number) => (set & (1 << place)) !== 0 && (bits & set) !== 0;
    if (!partners.every((each) => each.some(isShown))) return false;
  }
  return true;
}

function bitsOf(flags: readonly boolean[]): number {
  return flags.reduce((bits, flag, place) => (flag ? bits | (1 << place) : bits), 0);
}
