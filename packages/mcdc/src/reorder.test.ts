import { describe, expect, it } from 'vitest';
import type { Expression } from './expression.js';
import { renderExpression } from './render.js';
import { reorderedToTree } from './reorder.js';
import { evaluate } from './testing/brute-force.js';
import { a, and, b, c, d, e, expressionsOf, f, nameOf, not, or, withNegations } from './testing/expressions.js';
import { randomNumbers } from './testing/random.js';
import { isTree } from './tree.js';

const text = (expression: Expression) => renderExpression(expression, nameOf);

describe('reorderedToTree', () => {
  it.each([
    [or(and(a, b), c), 'c || (a && b)', ['a && b']],
    [and(or(a, b), c), 'c && (a || b)', ['a || b']],
    [or(or(a, and(b, c)), d), 'a || d || (b && c)', ['b && c']],
    [or(not(or(a, b)), c), 'c || !(a || b)', ['!(a || b)']],
    [and(or(and(a, b), c), d), 'd && (c || (a && b))', ['a && b', 'c || (a && b)']],
    [and(or(and(and(a, or(b, c)), d), e), f), 'f && (e || (a && d && (b || c)))', undefined],
    [or(a, and(b, c)), 'a || (b && c)', []],
  ])('moves as few operands as can be (%#)', (expression, expected, moved) => {
    const reordering = reorderedToTree(expression);
    expect(reordering && text(reordering.expression)).toBe(expected);
    expect(reordering?.moved.map(text)).toEqual(moved ?? ['b || c', 'a && d && (b || c)', 'e || (a && d && (b || c))']);
  });

  it('has no answer where two operands would have to be the last', () => {
    expect(reorderedToTree(or(and(a, b), and(c, d)))).toBeUndefined();
    expect(reorderedToTree(and(or(and(a, b), and(c, d)), e))).toBeUndefined();
  });

  it('finds a tree where some order is one, and only then, and it means the same', () => {
    for (const [seed, plain] of [2, 3, 4].flatMap((size) => expressionsOf(size)).entries()) {
      const expression = withNegations(plain, randomNumbers(seed));
      const reordering = reorderedToTree(expression);
      const fewest = fewestMoves(expression);
      expect(reordering?.moved.length, text(expression)).toBe(fewest);
      if (reordering === undefined) continue;
      expect(isTree(reordering.expression), text(expression)).toBe(true);
      for (let input = 0; input < 16; input += 1) {
        const values = [1, 2, 4, 8].map((bit) => (input & bit) !== 0);
        expect(evaluate(reordering.expression, values).result).toBe(evaluate(expression, values).result);
      }
    }
  });
});

/** By trying every order of the operands of every chain: the least number of operands moved, where some order is a tree. */
function fewestMoves(expression: Expression): number | undefined {
  const trees = everyOrder(expression).filter((order) => isTree(order.expression));
  return trees.length === 0 ? undefined : Math.min(...trees.map(({ moves }) => moves));
}

function everyOrder(expression: Expression): { expression: Expression; moves: number }[] {
  if (expression.kind === 'condition') return [{ expression, moves: 0 }];
  if (expression.kind === 'not')
    return everyOrder(expression.of).map(({ expression: of, moves }) => ({ expression: not(of), moves }));
  const { kind } = expression;
  const operandsOf = (at: Expression): Expression[] =>
    at.kind === kind ? [...operandsOf(at.left), ...operandsOf(at.right)] : [at];
  const choices = operandsOf(expression).map(everyOrder);
  return permutations(choices.map((_, place) => place)).flatMap((order) =>
    combinations(order.map((place) => choices[place] ?? [])).map((operands) => ({
      expression: operands.map((each) => each.expression).reduce((left, right) => ({ kind, left, right })),
      moves: operands.reduce((sum, each) => sum + each.moves, 0) + movesOf(order),
    })),
  );
}

/** All but the operands that keep their order among each other: the longest increasing run of places. */
function movesOf(order: readonly number[]): number {
  const lengths: number[] = [];
  for (const [at, place] of order.entries()) {
    const before = lengths.filter((_, earlier) => (order[earlier] ?? 0) < place);
    lengths[at] = 1 + Math.max(0, ...before);
  }
  return order.length - Math.max(...lengths);
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((each) => each !== item)).map((rest) => [item, ...rest]));
}

function combinations<Item>(choices: readonly (readonly Item[])[]): Item[][] {
  const [first, ...rest] = choices;
  return first === undefined ? [[]] : first.flatMap((item) => combinations(rest).map((others) => [item, ...others]));
}
