import { type Context, surroundings } from './context.js';
import type { Lines } from './lines.js';
import type { TryDecision } from './obligation.js';
import { bindings, isShortCircuit, methodName, nextPlaces, places, probes } from './places.js';
import type { Node, Syntax } from './syntax.js';

/** `operand?`. */
export function tryDecision(syntax: Syntax, lines: Lines, context: Context, node: Node): TryDecision {
  const end = syntax.end(node);
  return {
    ...surroundings(context),
    kind: 'try',
    span: lines.span(syntax.start(node), end),
    mark: lines.span(end - 1, end),
    operand: probes(lines, context.from, operandPlaces(syntax, syntax.parts(node)[0] ?? node)),
    continuation: probes(lines, context.from, continuationPlaces(syntax, node)),
  };
}

/** Where the region of the operand's last call begins: earlier calls in a chain may have been made more often. */
function operandPlaces(syntax: Syntax, operand: Node): number[] {
  let node = operand;
  while (['await_expression', 'parenthesized_expression'].includes(syntax.type(node))) {
    const inside = syntax.parts(node)[0];
    if (inside === undefined) break;
    node = inside;
  }
  const name = syntax.type(node) === 'call_expression' ? methodName(syntax, node) : undefined;
  const at = name === undefined ? [] : [syntax.start(name)];
  return mayLeave(syntax, node) ? at : [...at, ...places(syntax, node)];
}

/** Whether something in an expression may leave it before its end, so that its beginning is reached more often. */
function mayLeave(syntax: Syntax, node: Node): boolean {
  for (let inside = node; inside < syntax.after(node); inside++) {
    if (leaving.has(syntax.type(inside))) return true;
  }
  return false;
}

const leaving = new Set([
  'try_expression',
  'await_expression',
  'return_expression',
  'break_expression',
  'continue_expression',
  'yield_expression',
]);

/** Expressions that evaluate their first part, and then go on. */
const transparent = new Set([
  'field_expression',
  'generic_function',
  'index_expression',
  'reference_expression',
  'unary_expression',
  'type_cast_expression',
  'parenthesized_expression',
  'try_expression',
  'await_expression',
  'assignment_expression',
  'compound_assignment_expr',
  'binary_expression',
  'arguments',
]);

/** What is reached next when the operand was a success, and only then. */
function continuationPlaces(syntax: Syntax, start: Node): number[] {
  for (let node = start; ; ) {
    const parent = syntax.parent(node);
    const type = parent === -1 ? '' : syntax.type(parent);
    if (type === 'call_expression') return [callPlace(syntax, parent)].filter((place) => place >= syntax.from);
    if (type === 'let_declaration') {
      const bound = bindings(syntax, parent);
      return bound.length > 0 ? bound : nextPlaces(syntax, parent);
    }
    if (type === 'expression_statement') return nextPlaces(syntax, parent);
    if (!transparent.has(type) || isShortCircuit(syntax, parent)) return [];
    node = parent;
  }
}

/** A call is made after its receiver and its arguments are there. */
function callPlace(syntax: Syntax, call: Node): number {
  return syntax.start(methodName(syntax, call) ?? call);
}
