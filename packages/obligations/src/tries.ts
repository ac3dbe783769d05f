import { type Context, surroundings } from './context.js';
import type { Lines } from './lines.js';
import type { TryDecision } from './obligation.js';
import { isShortCircuit, methodName, places, probes } from './places.js';
import type { Probes } from './probes.js';
import { bindings, nextPlaces } from './statement-places.js';
import type { Node, Syntax } from './syntax.js';

/** `operand?`. */
export function tryDecision(syntax: Syntax, lines: Lines, context: Context, node: Node): TryDecision {
  const end = syntax.end(node);
  return {
    ...surroundings(context),
    kind: 'try',
    span: lines.span(syntax.start(node), end),
    mark: lines.span(end - 1, end),
    operand: operandProbes(syntax, lines, context, syntax.parts(node)[0] ?? node),
    continuation: continuation(syntax, lines, context, node),
  };
}

/** Where the region of the operand's last call begins: earlier calls in a chain may have been made more often. */
function operandProbes(syntax: Syntax, lines: Lines, context: Context, operand: Node): Probes {
  let node = operand;
  while (['await_expression', 'parenthesized_expression'].includes(syntax.type(node))) {
    const inside = syntax.parts(node)[0];
    if (inside === undefined) break;
    node = inside;
  }
  const isCall = syntax.type(node) === 'call_expression';
  if (mayLeave(syntax, node)) return isCall ? callProbes(syntax, lines, node) : probes(lines, context.from, []);
  const name = isCall ? methodName(syntax, node) : undefined;
  const first = name === undefined ? [] : [syntax.start(name)];
  return probes(lines, context.from, [...first, ...places(syntax, node)]);
}

/** A call is made when its receiver and its arguments are there: the region of its name, and of no more, counts the calls. */
function callProbes(syntax: Syntax, lines: Lines, call: Node): Probes {
  const start = syntax.start(methodName(syntax, call) ?? call);
  const list = syntax.field(call, 'arguments');
  const isMadeUp = start < syntax.from;
  if (list === undefined || isMadeUp) return probes(lines, Math.max(start, syntax.from), []);
  return { ...probes(lines, start, [start]), until: lines.point(syntax.start(list)) };
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

/** What is reached next when the operand was a success, and only then. Nothing that begins before it counts. */
function continuation(syntax: Syntax, lines: Lines, context: Context, start: Node): Probes {
  const at = (offsets: readonly number[]) => probes(lines, Math.min(...offsets, Infinity), offsets);
  for (let node = start; ; ) {
    const parent = syntax.parent(node);
    const type = parent === -1 ? '' : syntax.type(parent);
    if (type === 'call_expression') return callProbes(syntax, lines, parent);
    const found = type === 'let_declaration' ? bindings(syntax, parent) : [];
    if (found.length > 0) return at(found);
    if (type === 'let_declaration' || type === 'expression_statement') {
      const next = nextPlaces(syntax, parent);
      return next.length > 0 ? at(next) : probes(lines, context.from, []);
    }
    if (!transparent.has(type) || isShortCircuit(syntax, parent)) return probes(lines, context.from, []);
    node = parent;
  }
}
