import { enterArm, enterBlock, enterClosure, enterCoroutine, operandContext } from './code.js';
import { isLogic } from './condition.js';
import { type Context, inConst } from './context.js';
import { booleanDecision, conditionalDecision, letElseDecision, matchDecision } from './decisions.js';
import type { Found } from './found.js';
import { enterConstant, enterFunction, enterImpl, enterModule, enterTrait } from './items.js';
import { scanMacro, scanMacroDefinition } from './macros.js';
import { isNot } from './places.js';
import type { Node, Syntax } from './syntax.js';
import { tryDecision } from './tries.js';
import { attach, attached, take, type Walk } from './walk.js';

/**
 * Finds the obligations of everything at and below a node. A loop over the nodes in preorder, with the contexts of those
 * around on a stack, so that no depth of nesting can exhaust the stack of calls. `taken`: nodes of decisions noted already.
 */
export function scan(found: Found, syntax: Syntax, top: Node, context: Context, taken: readonly Node[] = []): void {
  const walk: Walk = { found, syntax, attributes: new Map(), taken: new Set(taken) };
  const around: { context: Context; until: Node }[] = [{ context, until: syntax.after(top) }];
  for (let node = top; node < syntax.after(top); ) {
    while ((around.at(-1)?.until ?? Infinity) <= node && around.length > 1) around.pop();
    const outer = around.at(-1)?.context ?? context;
    const inside = enter(walk, node, operandContext(walk, node, attached(walk, node, outer)));
    if (inside === undefined) {
      node = syntax.after(node);
      continue;
    }
    if (inside !== outer) around.push({ context: inside, until: syntax.after(node) });
    node++;
  }
}

/** Notes the obligations of one node; gives the context of what is below it, or undefined when that is done with. */
function enter(walk: Walk, node: Node, context: Context): Context | undefined {
  const { found, syntax } = walk;
  switch (syntax.type(node)) {
    case 'attribute_item':
      attach(walk, node);
      return undefined;
    case 'inner_attribute_item':
    case 'use_declaration':
      return undefined;
    case 'mod_item':
      return enterModule(walk, node, context);
    case 'impl_item':
      return enterImpl(walk, node, context);
    case 'trait_item':
      return enterTrait(walk, node, context);
    case 'function_item':
      return enterFunction(walk, node, context);
    case 'const_item':
    case 'static_item':
      return enterConstant(walk, node, context);
    case 'enum_variant':
    case 'const_block':
    case 'array_type':
    case 'type_arguments':
    case 'const_parameter':
      return inConst(context, 'constant');
    case 'closure_expression':
      return enterClosure(walk, node, context);
    case 'async_block':
    case 'gen_block':
      return enterCoroutine(walk, node, context);
    case 'block':
      return enterBlock(walk, node, context);
    case 'match_arm':
      return enterArm(walk, node, context);
    case 'macro_definition':
      scanMacroDefinition(found, syntax, node, context);
      return undefined;
    case 'macro_invocation':
      scanMacro(found, syntax, node, context, walk.taken.has(node));
      return undefined;
    case 'call_expression':
      if (context.constContext === 'constant') found.constantCalls.add(calledName(syntax, node));
      return context;
    default:
      if (!context.isTest) decide(walk, node, context);
      return context;
  }
}

/** Notes the decision that a node makes, if it makes one. */
function decide(walk: Walk, node: Node, context: Context): void {
  const { syntax, found } = walk;
  switch (syntax.type(node)) {
    case 'let_declaration':
      take(walk, letElseDecision(syntax, found.lines, context, node));
      break;
    case 'if_expression':
    case 'while_expression':
      take(walk, conditionalDecision(syntax, found.lines, context, node));
      break;
    case 'match_expression': {
      const decision = matchDecision(syntax, found.lines, context, node);
      if (decision !== undefined) found.decisions.push(decision);
      break;
    }
    case 'try_expression':
      found.decisions.push(tryDecision(syntax, found.lines, context, node));
      break;
    case 'binary_expression':
    case 'unary_expression':
      if (!isAnswered(walk, node) && isLogic(syntax, node)) {
        take(walk, booleanDecision(syntax, found.lines, context, node, 'logic'));
      }
      break;
  }
}

/** It belongs to a decision above, or it is a `!` behind another, which was looked through already. */
function isAnswered({ syntax, taken }: Walk, node: Node): boolean {
  if (taken.has(node)) return true;
  const parent = syntax.parent(node);
  return parent !== -1 && isNot(syntax, node) && isNot(syntax, parent);
}

/** The last part of the path of what is called: `new` of `Self::new(…)`. Whatever else is called has no name. */
function calledName(syntax: Syntax, call: Node): string {
  const called = syntax.field(call, 'function');
  return called === undefined ? '' : (/(\w+)(?:::<.*>)?$/s.exec(syntax.text(called))?.[1] ?? '');
}
