import type { Lines } from './lines.js';
import type { Probes } from './probes.js';
import type { Node, Syntax } from './syntax.js';

/** More places than this add nothing: the first ones are the most certain. */
const enough = 8;
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

/** The places of a statement: those of its value and, after them, those where a `let` binds it. */
export function statementPlaces(syntax: Syntax, statement: Node): number[] {
  const at = places(syntax, statement);
  const isStatement = syntax.type(statement) === 'expression_statement';
  const expression = (isStatement ? syntax.parts(statement)[0] : undefined) ?? statement;
  switch (syntax.type(expression)) {
    // The pattern is bound when the value is there: fewer times, if the value returned early, never more.
    case 'let_declaration':
      return [...at, ...bindings(syntax, expression)];
    case 'for_expression':
      return [...at, ...roundPlaces(syntax, expression)];
    default:
      return at;
  }
}

function armPlaces(syntax: Syntax, match: Node, depth: number): number[] {
  const body = syntax.field(match, 'body');
  const values = body === undefined ? [] : syntax.parts(body).flatMap((arm) => syntax.field(arm, 'value') ?? []);
  return values.flatMap((value) => places(syntax, value, depth).slice(0, 2));
}

/** A constant that is gone through has no region: then the rounds tell, if there are any. */
function roundPlaces(syntax: Syntax, loop: Node): number[] {
  const value = syntax.field(loop, 'value');
  const pattern = syntax.field(loop, 'pattern');
  if (value === undefined || pattern === undefined || !/^([\w#]+::)*[A-Z][A-Z0-9_]*$/.test(syntax.text(value)))
    return [];
  return patternPlaces(syntax, pattern);
}

/** The places where a `let` binds; `mut` is no part of the pattern here, but of the compiler's region. */
export function bindings(syntax: Syntax, declaration: Node): number[] {
  const mutable = syntax.child(declaration, 'mutable_specifier');
  const pattern = syntax.field(declaration, 'pattern');
  return [
    mutable === undefined ? [] : syntax.start(mutable),
    pattern === undefined ? [] : patternPlaces(syntax, pattern),
  ].flat();
}

/** The places of a block that is run or skipped as a whole: its brace, which counts how often it was run to its end, and its beginning. */
export function blockPlaces(syntax: Syntax, block: Node): number[] {
  const at = [syntax.start(block)];
  for (const statement of statements(syntax, block)) {
    at.push(...statementPlaces(syntax, statement).slice(0, enough));
    // A macro may leave nothing of a statement, such as a message to a log that was not compiled in.
    if (!isMacro(syntax, statement)) break;
  }
  return at;
}

/** The places of the statement after this one in its block. */
export function nextPlaces(syntax: Syntax, statement: Node): number[] {
  const end = syntax.after(syntax.parent(statement));
  for (let next = syntax.after(statement); next < end; next = syntax.after(next)) {
    if (syntax.isNamed(next) && !syntax.isComment(next) && !isItem(syntax.type(next)))
      return statementPlaces(syntax, next);
  }
  return [];
}

export function isMacro(syntax: Syntax, statement: Node): boolean {
  const isStatement = syntax.type(statement) === 'expression_statement';
  return syntax.type((isStatement ? syntax.parts(statement)[0] : undefined) ?? statement) === 'macro_invocation';
}

/** The places where a pattern binds: reached when it matches. */
export function patternPlaces(syntax: Syntax, pattern: Node): number[] {
  const found: number[] = [];
  for (let node = pattern; node < syntax.after(pattern) && found.length < 4; node++) {
    if (['identifier', 'shorthand_field_identifier', 'mut_pattern', 'ref_pattern'].includes(syntax.type(node))) {
      found.push(syntax.start(node));
    }
  }
  return found;
}

export function statements(syntax: Syntax, block: Node): Node[] {
  return syntax.parts(block).filter((part) => !isItem(syntax.type(part)) && syntax.type(part) !== 'label');
}

/** Items and other things in a block that are not run where they stand. */
export function isItem(type: string): boolean {
  return (type.endsWith('_item') && type !== 'attribute_item') || notRun.has(type);
}

const notRun = new Set([
  'use_declaration',
  'extern_crate_declaration',
  'macro_definition',
  'function_signature_item',
  'associated_type',
  'empty_statement',
  'inner_attribute_item',
  'attribute_item',
]);

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
  if (type === 'block') return statements(syntax, node).slice(0, 1);
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
