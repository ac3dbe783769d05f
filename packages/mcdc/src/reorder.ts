import { type Expression, type PerValue, swapped } from './expression.js';
import { exitsOfAnd } from './tree.js';

/** An equivalent decision whose diagram is a tree. */
export interface Reordering {
  /** Its conditions keep their numbers, so that these are no longer in order from left to right. */
  readonly expression: Expression;
  /** The operands that were moved behind all others of their chain of `&&` or `||`: as few as can be. */
  readonly moved: readonly Expression[];
}

/**
 * Rewrites a decision into a tree by moving operands of `&&` and `||`: `(a && b) || c` becomes `c || (a && b)`. Undefined when no
 * order of the operands is a tree, as for `(a && b) || (c && d)`; nested `if`s are what remains then. A tree already is given
 * back with nothing moved.
 *
 * The order of evaluation changes: other conditions are evaluated, and others are not. That is equivalent only while
 * evaluating a condition has no effect, does not panic, and needs neither an earlier condition to hold nor the bindings of a
 * pattern.
 *
 * In a chain of `&&` every operand but the last must become true in one place only, so at most one may become true in several,
 * and that one must be the last; for `||` the same with false. In how many places an operand ends depends on no order, as long
 * as it is a tree. So there is no choice: one operand of each chain that breaks the rule is moved.
 */
export function reorderedToTree(expression: Expression): Reordering | undefined {
  const found = reorder(expression);
  return found === undefined ? undefined : { expression: found.expression, moved: found.moved };
}

interface Reordered extends Reordering {
  /** In how many places of the diagram it ends true, and in how many false. */
  readonly exits: PerValue;
}

function reorder(expression: Expression): Reordered | undefined {
  if (expression.kind === 'condition') return { expression, moved: [], exits: { true: 1, false: 1 } };
  if (expression.kind === 'not') {
    const of = reorder(expression.of);
    return of && { expression: { kind: 'not', of: of.expression }, moved: of.moved, exits: swapped(of.exits) };
  }
  const operands = operandsOf(expression, expression.kind).map(reorder);
  return operands.every((operand) => operand !== undefined) ? chain(expression.kind, operands) : undefined;
}

/** The operands of a chain of one connective, however it is bracketed, from left to right. */
function operandsOf(expression: Expression, kind: 'and' | 'or'): Expression[] {
  const operands: Expression[] = [];
  const open = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === kind) open.push(next.right, next.left);
    else operands.push(next);
  }
  return operands;
}

function chain(kind: 'and' | 'or', operands: readonly Reordered[]): Reordered | undefined {
  const asAnd = (exits: PerValue) => (kind === 'and' ? exits : swapped(exits));
  const [last, another] = operands.filter(({ exits }) => asAnd(exits).true > 1);
  if (another !== undefined) return undefined;
  const mustMove = last !== undefined && last !== operands.at(-1);
  const ordered = mustMove ? [...operands.filter((each) => each !== last), last] : operands;
  const moved = [...operands.flatMap((each) => each.moved), ...(mustMove ? [last.expression] : [])];
  return {
    expression: ordered.map((each) => each.expression).reduce((left, right) => ({ kind, left, right })),
    moved,
    exits: asAnd(ordered.map(({ exits }) => asAnd(exits)).reduce(exitsOfAnd)),
  };
}
