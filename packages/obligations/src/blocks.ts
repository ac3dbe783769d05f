import type { Node, Syntax } from './syntax.js';

/** What is run of a block: its statements and the expression at its end, in order. */
export function runs(syntax: Syntax, block: Node): Node[] {
  return syntax.parts(block).filter((part) => isRun(syntax.type(part)));
}

/** Whether a part of a block is run where it stands: items, labels and attributes are not. */
export function isRun(type: string): boolean {
  return !type.endsWith('_item') && !notRun.has(type);
}

const notRun = new Set([
  'use_declaration',
  'extern_crate_declaration',
  'macro_definition',
  'associated_type',
  'empty_statement',
  'label',
]);

/** The expression of a statement that is one; otherwise the node itself. */
export function expressionOf(syntax: Syntax, statement: Node): Node {
  const isStatement = syntax.type(statement) === 'expression_statement';
  return (isStatement ? syntax.parts(statement)[0] : undefined) ?? statement;
}
