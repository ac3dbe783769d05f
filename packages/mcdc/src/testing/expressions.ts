import type { Expression } from '../expression.js';

/** `condition(2)` is the third condition of a decision. */
export const condition = (index: number): Expression => ({ kind: 'condition', index });
export const not = (of: Expression): Expression => ({ kind: 'not', of });
export const and = (left: Expression, right: Expression): Expression => ({ kind: 'and', left, right });
export const or = (left: Expression, right: Expression): Expression => ({ kind: 'or', left, right });

/** The conditions `a` to `f`. */
export const [a, b, c, d, e, f] = [0, 1, 2, 3, 4, 5].map(condition) as [
  ...[Expression, Expression, Expression, Expression, Expression, Expression],
];

export const nameOf = (index: number): string => 'abcdefghijklmnopqrstuvwxyz'[index] ?? `c${index}`;

/** Every expression of so many conditions over `&&` and `||`: all bracketings with all connectives. */
export function expressionsOf(size: number, first = 0): Expression[] {
  if (size === 1) return [condition(first)];
  const splits = Array.from({ length: size - 1 }, (_, place) => place + 1);
  return splits.flatMap((left) =>
    expressionsOf(left, first).flatMap((leftOperand) =>
      expressionsOf(size - left, first + left).flatMap((right) => [and(leftOperand, right), or(leftOperand, right)]),
    ),
  );
}

/** The expression with negations put in front of leaves and of inner nodes, about every third. */
export function withNegations(expression: Expression, random: (limit: number) => number): Expression {
  const inside =
    expression.kind === 'and' || expression.kind === 'or'
      ? {
          kind: expression.kind,
          left: withNegations(expression.left, random),
          right: withNegations(expression.right, random),
        }
      : expression;
  return random(3) === 0 ? not(inside) : inside;
}

/** `a && b && c…` or `a || b || c…` */
export function chainOf(connective: typeof and, size: number): Expression {
  return Array.from({ length: size }, (_, index) => condition(index)).reduce(connective);
}
