import { type Attributes, oneLine } from './attributes.js';
import { type Context, join } from './context.js';
import type { Lines } from './lines.js';
import type { FunctionItem } from './obligation.js';
import type { Node, Syntax } from './syntax.js';

/** A function with a body; undefined for a declaration. */
export function functionItem(
  syntax: Syntax,
  lines: Lines,
  context: Context,
  node: Node,
  attributes: Attributes,
  isKnown: boolean,
): FunctionItem | undefined {
  const body = syntax.field(node, 'body');
  const name = syntax.field(node, 'name');
  if (body === undefined || name === undefined) return undefined;
  const modifiers = syntax.child(node, 'function_modifiers');
  const words = modifiers === undefined ? [] : syntax.children(modifiers).map((child) => syntax.type(child));
  return {
    name: join(context.path, syntax.text(name)),
    span: lines.span(syntax.start(node), syntax.end(node)),
    bodySpan: lines.span(syntax.start(body), syntax.end(body)),
    signature: lines.point(syntax.start(node)),
    isConst: words.includes('const'),
    isAsync: words.includes('async'),
    isGeneric: context.isGeneric || isGeneric(syntax, node),
    macroAttributes: attributes.macros,
    macros: context.macros,
    cfg: context.cfg,
    isTest: context.isTest,
    shouldPanic: attributes.shouldPanic,
    isKnown,
  };
}

/** Type or const parameters; lifetimes make no instances. An `impl Trait` parameter is a type parameter without a name. */
export function isGeneric(syntax: Syntax, node: Node): boolean {
  const listed = syntax.field(node, 'type_parameters');
  if (listed !== undefined && syntax.child(listed, 'type_parameter', 'const_parameter') !== undefined) return true;
  const parameters = syntax.field(node, 'parameters');
  if (parameters === undefined) return false;
  for (let inside = parameters; inside < syntax.after(parameters); inside++) {
    if (syntax.type(inside) === 'abstract_type') return true;
  }
  return false;
}

/** How the methods of an `impl` are called in a path: `Type`, `<Type as Trait>`. */
export function implName(syntax: Syntax, node: Node): string {
  const type = syntax.field(node, 'type');
  const trait = syntax.field(node, 'trait');
  if (type === undefined) return '_';
  if (trait !== undefined) return `<${oneLine(syntax.text(type))} as ${oneLine(syntax.text(trait))}>`;
  // `impl<T> List<T>` is about `List`; `impl List<u8>` only about that one.
  const isParameterised = syntax.field(node, 'type_parameters') !== undefined && syntax.type(type) === 'generic_type';
  return oneLine(syntax.text(isParameterised ? (syntax.field(type, 'type') ?? type) : type));
}
