import { type Attributes, readAttributes } from './attributes.js';
import { armContext, type Context, guarded, withAttributes } from './context.js';
import type { Taken } from './decisions.js';
import type { Found } from './found.js';
import type { Node, Syntax } from './syntax.js';

/** One walk over one tree. */
export interface Walk {
  readonly found: Found;
  readonly syntax: Syntax;
  /** Attributes seen, by the node that they stand at. */
  readonly attributes: Map<Node, Attributes>;
  /** Nodes that a decision above took in. */
  readonly taken: Set<Node>;
}

/** Notes a decision and the nodes that belong to it. */
export function take({ found, taken }: Walk, decision: Taken | undefined): void {
  if (decision === undefined) return;
  found.decisions.push(decision.decision);
  for (const node of decision.taken) taken.add(node);
}

/** Notes an attribute, with those that follow it, for what they stand at. */
export function attach({ syntax, attributes }: Walk, node: Node): void {
  const texts = [syntax.text(node)];
  let target = syntax.after(node);
  while (syntax.type(target) === 'attribute_item' || syntax.isComment(target)) {
    if (!syntax.isComment(target)) texts.push(syntax.text(target));
    target = syntax.after(target);
  }
  if (!attributes.has(target)) attributes.set(target, readAttributes(texts));
}

/** The context of a node with what its attributes add: those before it, and those at the beginning of what it holds. */
export function attached(walk: Walk, node: Node, context: Context): Context {
  const { syntax, attributes } = walk;
  const type = syntax.type(node);
  if (type === 'match_arm') return armContext(syntax, context, node);
  const outer = withOwn(walk, node, context, attributes.get(node));
  if (type !== 'source_file' && type !== 'declaration_list' && type !== 'block') return outer;
  const inner = syntax.children(node).filter((child) => syntax.type(child) === 'inner_attribute_item');
  if (inner.length === 0) return outer;
  return withOwn(walk, node, outer, readAttributes(inner.map((child) => syntax.text(child))));
}

function withOwn({ found, syntax }: Walk, node: Node, context: Context, attributes: Attributes | undefined): Context {
  if (attributes === undefined) return context;
  const own = guarded(withAttributes(context, attributes), context, syntax.start(node));
  if (own.isTest && !context.isTest) found.excludeTest(syntax.start(node), syntax.end(node), attributes.test ?? '');
  return own;
}
