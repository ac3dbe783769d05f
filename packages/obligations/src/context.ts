import { type Attributes, readAttributes } from './attributes.js';
import type { ConstContext, Surroundings } from './obligation.js';
import type { Node, Syntax } from './syntax.js';

/** What holds of the code below a node. */
export interface Context extends Surroundings {
  /** The modules, types and functions around it: `module::Type`; empty at the top. */
  readonly path: string;
  readonly isTest: boolean;
  /** An impl or trait around it has type or const parameters. */
  readonly isGeneric: boolean;
  /** Where the innermost code begins that is run or skipped as a whole; see `Probes.from`. */
  readonly from: number;
  /**
   * Where the blocks around begin that are run or skipped as a whole, or are part of one: a region that begins there counts
   * how often the block was run to its end. Whoever reaches the end has been through each statement right inside, but not
   * through those of a loop or a labelled block.
   */
  readonly blocks: readonly number[];
  readonly modules: readonly { readonly name: string; readonly path?: string }[];
}

export const outermost: Context = {
  function: undefined,
  cfg: [],
  constContext: undefined,
  macros: [],
  path: '',
  isTest: false,
  isGeneric: false,
  from: 0,
  blocks: [],
  modules: [],
};

export function surroundings(context: Context): Surroundings {
  const { cfg, constContext, macros } = context;
  return { function: context.function, cfg, constContext, macros };
}

export function withAttributes(context: Context, attributes: Attributes): Context {
  if (attributes.cfg.length === 0 && attributes.test === undefined) return context;
  return {
    ...context,
    cfg: attributes.cfg.length === 0 ? context.cfg : [...context.cfg, ...attributes.cfg],
    isTest: context.isTest || attributes.test !== undefined,
  };
}

export function inConst(context: Context, constContext: ConstContext | undefined): Context {
  return context.constContext === constContext ? context : { ...context, constContext };
}

/** Inside code that is run or skipped as a whole. */
export function inWhole(context: Context, from: number): Context {
  return { ...context, from, blocks: [] };
}

/**
 * The context of something with a `cfg` of its own: it may not have been compiled, and then a region that begins before it
 * may cover it all the same (rustc 1.85).
 */
export function guarded(own: Context, around: Context, start: number): Context {
  return own.cfg.length > around.cfg.length ? inWhole(own, start) : own;
}

/** Inside a block that is run or skipped as a whole, with its brace at `from`. */
export function inBlock(context: Context, from: number): Context {
  return { ...context, from, blocks: [from] };
}

/** `outer::name`. */
export function join(path: string, name: string): string {
  return path === '' ? name : `${path}::${name}`;
}

/** The context of an arm: its attributes stand inside it. */
export function armContext(syntax: Syntax, context: Context, arm: Node): Context {
  const attributes = syntax.children(arm).filter((child) => syntax.type(child) === 'attribute_item');
  if (attributes.length === 0) return context;
  return withAttributes(context, readAttributes(attributes.map((node) => syntax.text(node))));
}

/** Inside a block that is part of what is run or skipped as a whole; how deep such blocks are nested does not matter much. */
export function withBlock(context: Context, start: number): Context {
  return { ...context, blocks: [...context.blocks.slice(-3), start] };
}
