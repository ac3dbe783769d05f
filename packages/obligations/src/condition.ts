import type { Lines } from './lines.js';
import type { Condition, Expression } from './obligation.js';
import { isIrrefutable, patternRow } from './patterns.js';
import { isNot, isShortCircuit } from './places.js';
import type { Node, Syntax } from './syntax.js';

/** A decision's conditions and how they are joined. */
export interface Formula {
  readonly expression: Expression;
  readonly conditions: readonly Condition[];
  /** The nodes that it took in: operators, and macro calls that are conditions. They are no decisions of their own. */
  readonly taken: readonly Node[];
}

/** Operators inside parentheses and `!` are followed this far: no one writes more, and the stack of calls is finite. */
const deepest = 200;

/**
 * Takes a boolean expression apart into the conditions for which rustc records branches: the operands of `&&`, `||` and of
 * `!` before those, through parentheses. A condition's span has its parentheses and its outermost `!`, as rustc's has.
 * Undefined when nothing can be decided: `if let x = y`.
 */
export function formulaOf(syntax: Syntax, lines: Lines, root: Node): Formula | undefined {
  const conditions: Condition[] = [];
  const taken: Node[] = [];

  function leaf(node: Node): Expression {
    const call = inner(syntax, node);
    if (syntax.type(call) === 'macro_invocation') taken.push(call);
    conditions.push(condition(syntax, lines, node, 'boolean'));
    return { kind: 'condition', index: conditions.length - 1 };
  }

  function pattern(node: Node): Expression | undefined {
    const matched = syntax.field(node, 'pattern');
    if (matched === undefined || isIrrefutable(syntax, matched)) return undefined;
    const row = patternRow(syntax, node, matched);
    conditions.push({ ...condition(syntax, lines, row.pattern, 'pattern'), span: lines.span(row.start, row.end) });
    return { kind: 'condition', index: conditions.length - 1 };
  }

  function join(kind: 'and' | 'or', left: Expression | undefined, right: Expression | undefined) {
    return left === undefined || right === undefined ? (left ?? right) : { kind, left, right };
  }

  function build(start: Node, depth = 0): Expression | undefined {
    if (depth > deepest) return leaf(start);
    // The left side is followed in a loop, so that a thousand conditions in a row need no thousand calls.
    const pending: { kind: 'and' | 'or'; right: Node }[] = [];
    let node = unparenthesised(syntax, start);
    let whole = start;
    while (isShortCircuit(syntax, node)) {
      taken.push(node);
      const [left, right] = syntax.parts(node);
      if (left === undefined || right === undefined) break;
      pending.push({ kind: syntax.child(node, '&&') === undefined ? 'or' : 'and', right });
      whole = left;
      node = unparenthesised(syntax, left);
    }
    let expression = single(whole, node, depth);
    for (const { kind, right } of pending.reverse()) expression = join(kind, expression, build(right, depth + 1));
    return expression;
  }

  function single(whole: Node, node: Node, depth: number): Expression | undefined {
    const type = syntax.type(node);
    if (type === 'let_condition' || type === 'let_declaration') return pattern(node);
    if (type === 'let_chain')
      return syntax
        .parts(node)
        .map((part) => build(part, depth + 1))
        .reduce((left, right) => join('and', left, right), undefined);
    if (type === 'unary_expression' && isLogic(syntax, node)) {
      taken.push(node);
      const of = build(syntax.parts(node)[0] ?? node, depth + 1);
      return of && { kind: 'not', of };
    }
    return leaf(whole);
  }

  const expression = build(root);
  return expression && { expression, conditions, taken };
}

/** A condition that stands for the whole of a node. */
export function condition(syntax: Syntax, lines: Lines, node: Node, kind: Condition['kind']): Condition {
  const span = lines.span(syntax.start(node), syntax.end(node));
  const isCall = syntax.type(unparenthesised(syntax, node)) === 'macro_invocation';
  const unmeasured = isCall ? { unmeasured: 'the compiler records no branches of a macro call' } : {};
  return { span, text: syntax.text(node), kind, ...unmeasured };
}

/** Whether it is `&&` or `||`, or `!` of one, in any number of parentheses. */
export function isLogic(syntax: Syntax, node: Node): boolean {
  return isShortCircuit(syntax, inner(syntax, node));
}

export function unparenthesised(syntax: Syntax, node: Node): Node {
  let inside = node;
  while (syntax.type(inside) === 'parenthesized_expression') {
    const part = syntax.parts(inside)[0];
    if (part === undefined) break;
    inside = part;
  }
  return inside;
}

/** What stands inside parentheses and `!`. */
function inner(syntax: Syntax, node: Node): Node {
  let inside = unparenthesised(syntax, node);
  while (isNot(syntax, inside)) {
    const part = syntax.parts(inside)[0];
    if (part === undefined) break;
    inside = unparenthesised(syntax, part);
  }
  return inside;
}
