import { readAttributes } from './attributes.js';
import { expressionOf, isRun } from './blocks.js';
import { type Context, guarded, inConst, surroundings, withAttributes } from './context.js';
import type { Lines } from './lines.js';
import type { Statement } from './obligation.js';
import { probes } from './places.js';
import { isMacro, nextPlaces, statementPlaces } from './statement-places.js';
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
    const own =
      attributes.length === 0
        ? context
        : guarded(withAttributes(context, readAttributes(attributes)), context, syntax.start(child));
    attributes = [];
    const kind = kindOf(syntax, child, child === children.at(-2));
    if (kind === undefined || own.isTest) continue;
    const inside = isConstBlock(syntax, child) ? inConst(own, 'constant') : own;
    const after = own === context ? afterMacro(syntax, child, kind) : [];
    statements.push(statement(syntax, lines, inside, child, kind, after));
  }
  return statements;
}

/** `const { … }` as a statement, which is run when the compiler does. */
function isConstBlock(syntax: Syntax, node: Node): boolean {
  return syntax.type(expressionOf(syntax, node)) === 'const_block';
}

function kindOf(syntax: Syntax, node: Node, isLast: boolean): Statement['kind'] | undefined {
  const type = syntax.type(node);
  if (!syntax.isNamed(node) || !isRun(type)) return undefined;
  if (type === 'let_declaration') return syntax.field(node, 'value') === undefined ? undefined : 'let';
  if (isLast && syntax.child(node, ';') === undefined) return 'tail';
  return isMacro(syntax, node) ? 'macro' : 'expression';
}

/**
 * The places of the statement after a macro's. A macro may leave no code, such as a message to a log that is not compiled
 * in; whoever gets to the next statement has been through it.
 */
function afterMacro(syntax: Syntax, node: Node, kind: Statement['kind']): number[] {
  return kind === 'macro' ? nextPlaces(syntax, node) : [];
}

/** One statement, or an expression that is run as one: the body of an arm or a closure. */
export function statement(
  syntax: Syntax,
  lines: Lines,
  context: Context,
  node: Node,
  kind: Statement['kind'],
  after: readonly number[] = [],
): Statement {
  const at = [...statementPlaces(syntax, node), ...after];
  at.push(...context.blocks);
  return {
    ...surroundings(context),
    kind,
    span: lines.span(syntax.start(node), syntax.end(node)),
    probes: probes(lines, context.from, at),
  };
}
