import { readAttributes } from './attributes.js';
import { type Context, surroundings, withAttributes } from './context.js';
import type { Lines } from './lines.js';
import type { Statement } from './obligation.js';
import { isItem, patternPlaces, places, probes } from './places.js';
import type { Node, Syntax } from './syntax.js';

/** The statements right inside a block: no items, no `let` without a value, no empty ones. */
export function statementsOf(syntax: Syntax, lines: Lines, context: Context, block: Node): Statement[] {
  const statements: Statement[] = [];
  let attributes: string[] = [];
  const children = syntax.children(block);
  for (const child of children) {
    if (syntax.type(child) === 'attribute_item') {
      attributes.push(syntax.text(child));
      continue;
    }
    const own = attributes.length === 0 ? context : withAttributes(context, readAttributes(attributes));
    attributes = [];
    const kind = kindOf(syntax, child, child === children.at(-2));
    if (kind !== undefined && !own.isTest) statements.push(statement(syntax, lines, own, child, kind));
  }
  return statements;
}

function kindOf(syntax: Syntax, node: Node, isLast: boolean): Statement['kind'] | undefined {
  const type = syntax.type(node);
  if (!syntax.isNamed(node) || isItem(type) || type === 'label') return undefined;
  if (type === 'let_declaration') return syntax.field(node, 'value') === undefined ? undefined : 'let';
  if (isLast && syntax.child(node, ';') === undefined) return 'tail';
  const expression = type === 'expression_statement' ? syntax.parts(node)[0] : node;
  return expression !== undefined && syntax.type(expression) === 'macro_invocation' ? 'macro' : 'expression';
}

/** One statement, or an expression that is run as one: the body of an arm or a closure. */
export function statement(
  syntax: Syntax,
  lines: Lines,
  context: Context,
  node: Node,
  kind: Statement['kind'],
): Statement {
  const at = places(syntax, node);
  const pattern = kind === 'let' ? syntax.field(node, 'pattern') : undefined;
  // The pattern is bound after the value is there: fewer times, if the value returned early, never more.
  if (pattern !== undefined) at.splice(4, Infinity, ...bindings(syntax, node, pattern));
  return {
    ...surroundings(context),
    kind,
    span: lines.span(syntax.start(node), syntax.end(node)),
    probes: probes(lines, context.from, at),
  };
}

/** The places where a `let` binds; `mut` is no part of the pattern here, but of the compiler's region. */
export function bindings(syntax: Syntax, declaration: Node, pattern: Node): number[] {
  const mutable = syntax.child(declaration, 'mutable_specifier');
  return [...(mutable === undefined ? [] : [syntax.start(mutable)]), ...patternPlaces(syntax, pattern)];
}
