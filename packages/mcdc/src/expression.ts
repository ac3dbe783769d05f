/**
 * A decision as its short-circuit expression. Conditions are numbered from 0 in the order of the source, and each place in the
 * text is a condition of its own: `a && b || a` has three.
 */
export type Expression = Condition | Negation | Connective;

/** A leaf: an expression without `&&`, `||` and `!` of its own that is true or false, or a pattern that matches or does not. */
export interface Condition {
  readonly kind: 'condition';
  readonly index: number;
}

/** `!of` */
export interface Negation {
  readonly kind: 'not';
  readonly of: Expression;
}

/** `left && right` or `left || right`: the right operand is evaluated only when the left one does not settle the value. */
export interface Connective {
  readonly kind: 'and' | 'or';
  readonly left: Expression;
  readonly right: Expression;
}

/** A number for either value of a condition or an expression. */
export interface PerValue {
  readonly true: number;
  readonly false: number;
}

/** How many conditions a decision has. @throws {RangeError} when they are not numbered 0, 1, 2… from left to right. */
export function conditionCount(expression: Expression): number {
  let count = 0;
  // Not by recursion: a chain of some thousand `||` is as deep as it is long.
  const open = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'not') open.push(next.of);
    else if (next.kind !== 'condition') open.push(next.right, next.left);
    else if (next.index === count) count += 1;
    else throw new RangeError(`Condition ${count} of a decision is numbered ${next.index}.`);
  }
  return count;
}

/** The number of the first condition of an expression, counted from its left end. */
export function firstConditionOf(expression: Expression): number {
  let first = expression;
  while (first.kind !== 'condition') first = first.kind === 'not' ? first.of : first.left;
  return first.index;
}

/**
 * Computes a number per value from the leaves up. A leaf has 1 for either value; `and` says what `left && right` has; `!` swaps
 * the two, and `||` follows from both, since `a || b` is `!(!a && !b)`.
 */
export function foldValues(expression: Expression, and: (left: PerValue, right: PerValue) => PerValue): PerValue {
  switch (expression.kind) {
    case 'condition':
      return { true: 1, false: 1 };
    case 'not':
      return swapped(foldValues(expression.of, and));
    case 'and':
      return and(foldValues(expression.left, and), foldValues(expression.right, and));
    case 'or':
      return swapped(and(swapped(foldValues(expression.left, and)), swapped(foldValues(expression.right, and))));
  }
}

/** The number for true as that for false, and the other way round. */
export function swapped(counts: PerValue): PerValue {
  return { true: counts.false, false: counts.true };
}
