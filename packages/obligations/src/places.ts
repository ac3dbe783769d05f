import { runs } from './blocks.js';
import type { Lines } from './lines.js';
import type { Probes } from './probes.js';
import type { Node, Syntax } from './syntax.js';

/** More places than this add nothing: the first ones are the most certain. */
export const enough = 8;
/** How many nodes are looked at for one piece of code, however deep it is nested. */
const patience = 64;
/** Matches in arms of matches are followed this far. */
const deepest = 4;

export function probes(lines: Lines, from: number, at: Iterable<number>): Probes {
  return { from: lines.point(from), at: [...new Set(at)].map((offset) => lines.point(offset)) };
}

/**
 * The offsets inside an expression or statement that are reached whenever it is, in order of evaluation as far as that
 * matters. rustc's regions begin at the operands of an expression, not at the expression: at `a` and `b` of `match (a, b)`,
 * at the name of a method. (Measured on rustc 1.85 and 1.95.)
 */
export function places(syntax: Syntax, node: Node, depth = 0): number[] {
  const found = new Set<number>();
  const arms: number[] = [];
  const todo: Node[] = [node];
  for (let looked = 0; looked < patience && found.size < enough; looked++) {
    const next = todo.pop();
    if (next === undefined) break;
    const type = syntax.type(next);
    // What stands inside has regions of its own, but they count its calls.
    if (type === 'closure_expression' || type === 'async_block' || type === 'gen_block' || type === 'const_block')
      continue;
    for (const offset of own(syntax, next, type)) found.add(offset);
    // What is matched can have the count of a single arm (rustc 1.95), but one arm at least is taken.
    if (type === 'match_expression' && depth < deepest) arms.push(...armPlaces(syntax, next, depth + 1));
    todo.push(...operands(syntax, next, type).reverse());
  }
  return [...found, ...arms];
}

function armPlaces(syntax: Syntax, match: Node, depth: number): number[] {
  const body = syntax.field(match, 'body');
  const values = body === undefined ? [] : syntax.parts(body).flatMap((arm) => syntax.field(arm, 'value') ?? []);
  return values.flatMap((value) => places(syntax, value, depth).slice(0, 2));
}

/** These only hold expressions. */
const listing = new Set(['arguments', 'field_initializer_list', 'field_initializer']);

/** Where an expression's own region can begin: its start, the name of a method, the arguments of a macro. */
function own(syntax: Syntax, node: Node, type: string): number[] {
  if (listing.has(type)) return [];
  const at = [syntax.start(node)];
  if (type === 'macro_invocation') at.push(...argumentStarts(syntax, node));
  if (type === 'call_expression') {
    const name = methodName(syntax, node);
    if (name !== undefined) at.push(syntax.start(name));
  }
  return at;
}

/** The name in `receiver.name(…)`, also with type arguments. */
export function methodName(syntax: Syntax, call: Node): Node | undefined {
  let callee = syntax.field(call, 'function');
  if (callee !== undefined && syntax.type(callee) === 'generic_function') callee = syntax.field(callee, 'function');
  if (callee === undefined || syntax.type(callee) !== 'field_expression') return undefined;
  return syntax.field(callee, 'field');
}

/** The parts of an expression that are evaluated whenever it is. */
function operands(syntax: Syntax, node: Node, type: string): Node[] {
  const fields = certain[type];
  if (fields !== undefined) return fields.flatMap((name) => syntax.field(node, name) ?? []);
  if (type === 'binary_expression')
    return isShortCircuit(syntax, node) ? syntax.parts(node).slice(0, 1) : syntax.parts(node);
  if (type === 'let_chain') return syntax.parts(node).slice(0, 1);
  if (type === 'block') return runs(syntax, node).slice(0, 1);
  if (/literal|identifier$|^macro_invocation$|type/.test(type) && type !== 'type_cast_expression') return [];
  return syntax.parts(node).filter((part) => syntax.type(part) !== 'label');
}

/** Of these only the named fields are evaluated for certain, or are no names. */
const certain: Record<string, readonly string[]> = {
  field_expression: ['value'],
  generic_function: ['function'],
  struct_expression: ['body'],
  field_initializer: ['value'],
  if_expression: ['condition'],
  while_expression: ['condition'],
  let_condition: ['value'],
  match_expression: ['value'],
  for_expression: ['value'],
  loop_expression: ['body'],
  let_declaration: ['value'],
};

export function isShortCircuit(syntax: Syntax, node: Node): boolean {
  return syntax.type(node) === 'binary_expression' && syntax.child(node, '&&', '||') !== undefined;
}

export function isNot(syntax: Syntax, node: Node): boolean {
  return syntax.type(node) === 'unary_expression' && syntax.child(node, '!') !== undefined;
}

/** The first tokens of a macro's arguments: the arguments of most macros are evaluated, with regions of their own. */
function argumentStarts(syntax: Syntax, macro: Node): number[] {
  const tree = syntax.child(macro, 'token_tree');
  if (tree === undefined) return [];
  const found: number[] = [];
  let isOpen = true;
  for (const token of syntax.children(tree).slice(1, -1)) {
    const type = syntax.type(token);
    if (isOpen && !type.endsWith('string_literal')) found.push(syntax.start(token));
    // Up to the first operand: a region may begin at `!` or at what it is applied to.
    isOpen = type === ',' || type === ';' || (isOpen && !syntax.isNamed(token));
    if (found.length >= enough) break;
  }
  return found;
}
