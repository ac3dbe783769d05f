import { type Attributes, readAttributes } from './attributes.js';
import { type Context, guarded, withAttributes } from './context.js';
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

/** Notes an attribute, with those that follow it, for what they stand at. Those of an arm stand inside it. */
export function attach({ syntax, attributes }: Walk, node: Node): void {
  const parent = syntax.parent(node);
  if (parent !== -1 && syntax.type(parent) === 'match_arm') return;
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
  const outer = withOwn(walk, node, context, attributes.get(node));
  const kind = inside[syntax.type(node)];
  if (kind === undefined) return outer;
  const inner = syntax.children(node).filter((child) => syntax.type(child) === kind);
  if (inner.length === 0) return outer;
  return withOwn(walk, node, outer, readAttributes(inner.map((child) => syntax.text(child))));
}

/** The attributes of what they stand in, by the kind of that. */
const inside: Readonly<Record<string, string>> = {
  match_arm: 'attribute_item',
  source_file: 'inner_attribute_item',
  declaration_list: 'inner_attribute_item',
  block: 'inner_attribute_item',
};

function withOwn({ found, syntax }: Walk, node: Node, context: Context, attributes: Attributes | undefined): Context {
  if (attributes === undefined) return context;
  const own = guarded(withAttributes(context, attributes), context, syntax.start(node));
  if (own.isTest && !context.isTest) found.excludeTest(syntax.start(node), syntax.end(node), attributes.test ?? '');
  return own;
}
