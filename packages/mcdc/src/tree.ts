import { type Expression, foldValues, type PerValue } from './expression.js';

/**
 * Is the decision diagram a tree: is every condition reached in one way only? Then, and only then, has the decision MC/DC
 * exactly when each of its conditions was both true and false (Comar, Guitton, Hainque, Quinot: Formalization and comparison of
 * MCDC and object branch coverage criteria, ERTS 2012; the converse was checked for all expressions of up to five conditions,
 * see tree.test.ts). `a && b` leads on to what follows it when `a` is true, so `a` must become true in one way only.
 */
export function isTree(expression: Expression): boolean {
  let tree = true;
  foldValues(expression, (left, right) => {
    if (left.true > 1) tree = false;
    return exitsOfAnd(left, right);
  });
  return tree;
}

/** In how many places of the diagram an expression ends true, and in how many false, when it is `left && right`. */
export function exitsOfAnd(left: PerValue, right: PerValue): PerValue {
  return { true: right.true, false: left.false + right.false };
}
