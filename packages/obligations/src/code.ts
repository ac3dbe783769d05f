import { type Context, inBlock, inConst, inWhole, withBlock } from './context.js';
import { armOutcome, booleanDecision } from './decisions.js';
import { isShortCircuit } from './places.js';
import { statement, statementsOf } from './statements.js';
import type { Node } from './syntax.js';
import { take, type Walk } from './walk.js';

/** What stands right of `&&` or `||`, and an `if` after `else`, is run or skipped as a whole. An array's length is constant. */
export function operandContext({ syntax }: Walk, node: Node, context: Context): Context {
  const parent = syntax.parent(node);
  if (parent === -1) return context;
  const kind = syntax.type(parent);
  if (kind === 'array_expression' && syntax.isField(node, 'length')) return inConst(context, 'constant');
  const isRight = syntax.isField(node, 'right') && isShortCircuit(syntax, parent);
  return isRight || kind === 'else_clause' ? inWhole(context, syntax.start(node)) : context;
}

/** A closure belongs to the function around it. Its body is a statement when it is no block. */
export function enterClosure({ found, syntax }: Walk, node: Node, context: Context): Context {
  const body = syntax.field(node, 'body');
  if (body === undefined) return context;
  const inside = inWhole(atRunTime(context), syntax.start(body));
  if (syntax.type(body) !== 'block' && !inside.isTest) {
    found.statements.push(statement(syntax, found.lines, inside, body, 'closure'));
  }
  return inside;
}

export function enterCoroutine({ syntax }: Walk, node: Node, context: Context): Context {
  return inWhole(atRunTime(context), syntax.start(node));
}

/** A closure in a constant is run, if at all, later. */
function atRunTime(context: Context): Context {
  return context.constContext === 'constant' ? inConst(context, undefined) : context;
}

/** Notes the statements of a block. */
export function enterBlock(walk: Walk, node: Node, context: Context): Context {
  const { found, syntax } = walk;
  const inside = blockContext(walk, node, context);
  if (context.constContext !== 'constant') {
    found.statements.push(...statementsOf(syntax, found.lines, inside, node));
  }
  return inside;
}

function blockContext({ syntax }: Walk, node: Node, context: Context): Context {
  const start = syntax.start(node);
  const parent = syntax.parent(node);
  switch (parent === -1 ? '' : syntax.type(parent)) {
    case 'if_expression':
    case 'else_clause':
    case 'while_expression':
    case 'for_expression':
      return inBlock(context, start);
    case 'let_declaration':
      return syntax.isField(node, 'alternative') ? inBlock(context, start) : context;
    case 'match_arm':
      // Old compilers begin the region of an arm where its pattern binds (rustc 1.85).
      return { ...context, blocks: [start] };
    case 'closure_expression':
    case 'async_block':
    case 'gen_block':
    case 'try_block':
      // The body of a closure or a coroutine begins with a region that counts its calls.
      return inWhole(context, start);
    case 'unsafe_block':
      // Its region, where it has one, begins at the keyword.
      return withBlock(context, syntax.start(parent));
    case 'loop_expression':
      // Run at least once, but who leaves it need not have been through all of it.
      return { ...context, blocks: [] };
    case 'expression_statement':
    case 'block':
      return syntax.child(node, 'label') === undefined ? withBlock(context, start) : { ...context, blocks: [] };
    default:
      return syntax.child(node, 'label') === undefined ? context : { ...context, blocks: [] };
  }
}

/** Notes the guard of an arm, and its value as a statement when it is no block. */
export function enterArm(walk: Walk, node: Node, context: Context): Context {
  const { found, syntax } = walk;
  const pattern = syntax.field(node, 'pattern');
  const value = syntax.field(node, 'value');
  if (pattern === undefined || value === undefined) return context;
  const inside = inWhole(context, syntax.start(pattern));
  if (context.isTest) return inside;
  const guard = syntax.field(pattern, 'condition');
  if (guard !== undefined) {
    const whenTrue = armOutcome(syntax, node);
    take(walk, booleanDecision(syntax, found.lines, inside, guard, 'guard', { whenTrue }));
  }
  if (syntax.type(value) !== 'block' && context.constContext !== 'constant') {
    found.statements.push(statement(syntax, found.lines, inside, value, 'arm'));
  }
  return inside;
}
