import { readAttributes } from './attributes.js';
import { type Context, inConst, inWhole, join } from './context.js';
import { functionItem, implName, isGeneric } from './functions.js';
import type { ModuleDeclaration } from './obligation.js';
import type { Node } from './syntax.js';
import type { Walk } from './walk.js';

/** Notes a declaration of a module; gives the context of what stands in one. */
export function enterModule({ found, syntax, attributes }: Walk, node: Node, context: Context): Context {
  const name = nameOf({ syntax }, node);
  const { path, conditionalPaths } = attributes.get(node) ?? readAttributes([]);
  const own = path === undefined ? { name } : { name, path };
  if (syntax.field(node, 'body') !== undefined) {
    return { ...context, path: join(context.path, name), modules: [...context.modules, own] };
  }
  const { cfg, isTest, modules: inside } = context;
  const span = found.lines.span(syntax.start(node), syntax.end(node));
  const declaration: ModuleDeclaration = { ...own, inside, conditionalPaths, cfg, isTest, span };
  found.modules.push(declaration);
  return context;
}

export function enterImpl({ syntax }: Walk, node: Node, context: Context): Context {
  return { ...context, path: join(context.path, implName(syntax, node)), isGeneric: isGeneric(syntax, node) };
}

/** What a trait itself gives is compiled anew for each type that takes it over. */
export function enterTrait(walk: Walk, node: Node, context: Context): Context {
  return { ...context, path: join(context.path, nameOf(walk, node)), isGeneric: true };
}

/** In a macro's arguments a static may become anything: `thread_local!` makes it run at run time. */
export function enterConstant({ syntax }: Walk, node: Node, context: Context): Context {
  return context.macros.length > 0 ? context : inWhole(inConst(context, 'constant'), syntax.start(node));
}

/** Notes a function; gives the context of its body, or undefined when it has none, or none that is known. */
export function enterFunction({ found, syntax, attributes }: Walk, node: Node, context: Context): Context | undefined {
  const own = attributes.get(node) ?? readAttributes([]);
  const isKnown = !found.isUnknown(syntax, node);
  const item = functionItem(syntax, found.lines, context, node, own, isKnown);
  if (item === undefined) return undefined;
  found.functions.push(item);
  const index = found.functions.length - 1;
  if (!isKnown) {
    found.noteUnknown(syntax, node, index);
    return undefined;
  }
  // An async function's body is a coroutine of its own, whose first region begins at the brace.
  const body = syntax.field(node, 'body') ?? node;
  const inside = inWhole(
    inConst(context, item.isConst ? 'const fn' : undefined),
    syntax.start(item.isAsync ? body : node),
  );
  return { ...inside, function: index, path: item.name, isGeneric: item.isGeneric };
}

function nameOf({ syntax }: Pick<Walk, 'syntax'>, node: Node): string {
  const name = syntax.field(node, 'name');
  return name === undefined ? '_' : syntax.text(name);
}
