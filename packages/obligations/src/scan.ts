import { type Attributes, readAttributes } from './attributes.js';
import { isLogic } from './condition.js';
import { type Context, guarded, inBlock, inConst, inWhole, join, withAttributes } from './context.js';
import {
  armContext,
  armOutcome,
  armsOf,
  booleanDecision,
  conditionalDecision,
  letElseDecision,
  matchDecision,
  type Taken,
} from './decisions.js';
import type { Found } from './found.js';
import { functionItem, implName, isGeneric } from './functions.js';
import { scanMacro, scanMacroDefinition } from './macros.js';
import { modulePaths } from './modules.js';
import { isShortCircuit } from './places.js';
import { statement, statementsOf } from './statements.js';
import type { Node, Syntax } from './syntax.js';
import { tryDecision } from './tries.js';

/**
 * Finds the obligations of everything at and below a node. A loop over the nodes in preorder, with the contexts of those
 * around on a stack, so that no depth of nesting can exhaust the stack of calls. `taken`: nodes of decisions noted already.
 */
export function scan(found: Found, syntax: Syntax, top: Node, context: Context, taken: readonly Node[] = []): void {
  const pass = new Pass(found, syntax, taken);
  const around: { context: Context; until: Node }[] = [{ context, until: syntax.after(top) }];
  for (let node = top; node < syntax.after(top); ) {
    while ((around.at(-1)?.until ?? Infinity) <= node && around.length > 1) around.pop();
    const outer = around.at(-1)?.context ?? context;
    const inside = pass.enter(node, pass.attached(node, outer));
    if (inside === undefined) {
      node = syntax.after(node);
      continue;
    }
    if (inside !== outer) around.push({ context: inside, until: syntax.after(node) });
    node++;
  }
}

/** The last part of the path of what is called: `new` of `Self::new(…)`. Whatever else is called has no name. */
function calledName(syntax: Syntax, call: Node): string {
  const called = syntax.field(call, 'function');
  return called === undefined ? '' : (/(\w+)(?:::<.*>)?$/s.exec(syntax.text(called))?.[1] ?? '');
}

/** One walk over one tree. */
class Pass {
  readonly #found: Found;
  readonly #syntax: Syntax;
  /** Attributes seen, by the node that they stand at. */
  readonly #attributes = new Map<Node, Attributes>();
  /** Nodes that a decision above took in. */
  readonly #taken: Set<Node>;

  constructor(found: Found, syntax: Syntax, taken: readonly Node[]) {
    this.#found = found;
    this.#syntax = syntax;
    this.#taken = new Set(taken);
  }

  /** The context with what the node's attributes add. */
  attached(node: Node, context: Context): Context {
    const syntax = this.#syntax;
    const type = syntax.type(node);
    if (type === 'match_arm') return armContext(syntax, context, node);
    const inner =
      type === 'source_file' || type === 'declaration_list' || type === 'block' ? this.#innerAttributes(node) : [];
    const attributes = inner.length === 0 ? this.#attributes.get(node) : readAttributes(inner);
    if (attributes === undefined) return context;
    const own = guarded(withAttributes(context, attributes), context, syntax.start(node));
    if (own.isTest && !context.isTest)
      this.#found.excludeTest(syntax.start(node), syntax.end(node), attributes.test ?? '');
    return own;
  }

  #innerAttributes(node: Node): string[] {
    const inner = this.#syntax.children(node).filter((child) => this.#syntax.type(child) === 'inner_attribute_item');
    return inner.map((child) => this.#syntax.text(child));
  }

  /** Notes the obligations of one node; gives the context of what is below it, or undefined when that is done with. */
  enter(node: Node, outer: Context): Context | undefined {
    const syntax = this.#syntax;
    const found = this.#found;
    const type = syntax.type(node);
    const context = this.#operand(node, outer);
    switch (type) {
      case 'attribute_item':
        this.#attach(node);
        return undefined;
      case 'inner_attribute_item':
      case 'use_declaration':
        return undefined;
      case 'mod_item':
        return this.#enterModule(node, context);
      case 'impl_item':
        return this.#enterImpl(node, context);
      case 'trait_item':
        return { ...context, path: join(context.path, this.#name(node)), isGeneric: true };
      case 'function_item':
        return this.#enterFunction(node, context);
      case 'const_item':
      case 'static_item':
        // In a macro's arguments it may become anything: `thread_local!` makes it run at run time.
        return context.macros.length > 0 ? context : inWhole(inConst(context, 'constant'), syntax.start(node));
      case 'enum_variant':
      case 'const_block':
      case 'array_type':
      case 'type_arguments':
      case 'const_parameter':
        return inConst(context, 'constant');
      case 'closure_expression':
        return this.#enterClosure(node, context);
      case 'async_block':
      case 'gen_block':
        return inWhole(this.#runTime(context), syntax.start(node));
      case 'block':
        return this.#enterBlock(node, context);
      case 'let_declaration':
        if (!context.isTest) this.#take(letElseDecision(syntax, found.lines, context, node));
        return context;
      case 'if_expression':
      case 'while_expression':
        if (!context.isTest) this.#take(conditionalDecision(syntax, found.lines, context, node));
        return context;
      case 'match_expression':
        this.#enterMatch(node, context);
        return context;
      case 'match_arm':
        return this.#enterArm(node, context);
      case 'try_expression':
        if (!context.isTest) found.decisions.push(tryDecision(syntax, found.lines, context, node));
        return context;
      case 'binary_expression':
      case 'unary_expression':
        if (!context.isTest && !this.#taken.has(node) && isLogic(syntax, node)) {
          this.#take(booleanDecision(syntax, found.lines, context, node, 'logic'));
        }
        return context;
      case 'call_expression':
        if (context.constContext === 'constant') found.constantCalls.add(calledName(syntax, node));
        return context;
      case 'macro_definition':
        scanMacroDefinition(found, syntax, node, context);
        return undefined;
      case 'macro_invocation':
        scanMacro(found, syntax, node, context, this.#taken.has(node));
        return undefined;
      default:
        return context;
    }
  }

  /** What stands right of `&&` or `||`, and an `if` after `else`, is run or skipped as a whole. An array's length is constant. */
  #operand(node: Node, context: Context): Context {
    const parent = this.#syntax.parent(node);
    if (parent === -1) return context;
    const kind = this.#syntax.type(parent);
    if (kind === 'array_expression' && this.#syntax.isField(node, 'length')) return inConst(context, 'constant');
    const isRight = this.#syntax.isField(node, 'right') && isShortCircuit(this.#syntax, parent);
    if (!isRight && kind !== 'else_clause') return context;
    return inWhole(context, this.#syntax.start(node));
  }

  #attach(node: Node): void {
    const syntax = this.#syntax;
    let target = syntax.after(node);
    const texts = [syntax.text(node)];
    // Attributes in a row stand at the same thing, which comes last.
    while (syntax.type(target) === 'attribute_item' || syntax.isComment(target)) {
      if (!syntax.isComment(target)) texts.push(syntax.text(target));
      target = syntax.after(target);
    }
    if (!this.#attributes.has(target)) this.#attributes.set(target, readAttributes(texts));
  }

  #name(node: Node): string {
    const name = this.#syntax.field(node, 'name');
    return name === undefined ? '_' : this.#syntax.text(name);
  }

  #enterModule(node: Node, context: Context): Context {
    const { lines, modules } = this.#found;
    const name = this.#name(node);
    const paths = modulePaths(this.#attributes.get(node));
    if (this.#syntax.field(node, 'body') === undefined) {
      const { cfg, isTest, modules: inside } = context;
      const span = lines.span(this.#syntax.start(node), this.#syntax.end(node));
      modules.push({ name, inside, ...paths, cfg, isTest, span });
      return context;
    }
    const { path } = paths;
    const own = path === undefined ? { name } : { name, path };
    return { ...context, path: join(context.path, name), modules: [...context.modules, own] };
  }

  #enterImpl(node: Node, context: Context): Context {
    const name = implName(this.#syntax, node);
    return { ...context, path: join(context.path, name), isGeneric: isGeneric(this.#syntax, node) };
  }

  #enterFunction(node: Node, context: Context): Context | undefined {
    const { lines, functions } = this.#found;
    const attributes = this.#attributes.get(node) ?? readAttributes([]);
    const isKnown = !this.#found.isUnknown(this.#syntax, node);
    const item = functionItem(this.#syntax, lines, context, node, attributes, isKnown);
    if (item === undefined) return undefined;
    functions.push(item);
    if (!isKnown) {
      this.#found.noteUnknown(this.#syntax, node, functions.length - 1);
      return undefined;
    }
    // An async function's body is a coroutine of its own, whose first region begins at the brace.
    const body = this.#syntax.field(node, 'body') ?? node;
    return {
      ...inConst(context, item.isConst ? 'const fn' : undefined),
      function: functions.length - 1,
      path: item.name,
      from: this.#syntax.start(item.isAsync ? body : node),
      blocks: [],
      isGeneric: item.isGeneric,
    };
  }

  #enterClosure(node: Node, context: Context): Context {
    const { lines, statements } = this.#found;
    const body = this.#syntax.field(node, 'body');
    if (body === undefined) return context;
    const inside = inWhole(this.#runTime(context), this.#syntax.start(body));
    if (this.#syntax.type(body) !== 'block' && !inside.isTest) {
      statements.push(statement(this.#syntax, lines, inside, body, 'closure'));
    }
    return inside;
  }

  /** A closure in a constant is run, if at all, later. */
  #runTime(context: Context): Context {
    return context.constContext === 'constant' ? inConst(context, undefined) : context;
  }

  #enterBlock(node: Node, context: Context): Context {
    const syntax = this.#syntax;
    const parent = syntax.parent(node);
    const kind = parent === -1 ? '' : syntax.type(parent);
    const isAlternative = kind === 'let_declaration' && syntax.isField(node, 'alternative');
    const isSkippable = syntax.child(node, 'label') !== undefined || kind === 'loop_expression';
    let inside = context;
    if (wholes.has(kind) || isAlternative) inside = inBlock(context, syntax.start(node));
    // Old compilers begin the region of an arm where its pattern binds (rustc 1.85).
    else if (kind === 'match_arm') inside = { ...context, blocks: [syntax.start(node)] };
    // The body of a closure or a coroutine begins with a region that counts its calls.
    else if (calls.has(kind)) inside = inWhole(context, syntax.start(node));
    // Its region, where it has one, begins at the keyword.
    else if (kind === 'unsafe_block') inside = { ...context, blocks: [...context.blocks, syntax.start(parent)] };
    else if (isSkippable) inside = { ...context, blocks: [] };
    else if (kind === 'expression_statement' || kind === 'block') {
      inside = { ...context, blocks: [...context.blocks, syntax.start(node)] };
    }
    if (context.constContext !== 'constant') {
      this.#found.statements.push(...statementsOf(syntax, this.#found.lines, inside, node));
    }
    return inside;
  }

  #enterMatch(node: Node, context: Context): void {
    if (context.isTest) return;
    const decision = matchDecision(this.#syntax, this.#found.lines, context, node);
    if (decision !== undefined && armsOf(this.#syntax, node).length > 1) this.#found.decisions.push(decision);
  }

  #enterArm(node: Node, context: Context): Context {
    const syntax = this.#syntax;
    const pattern = syntax.field(node, 'pattern');
    const value = syntax.field(node, 'value');
    if (pattern === undefined || value === undefined) return context;
    const inside = inWhole(context, syntax.start(pattern));
    if (context.isTest) return inside;
    const { lines, statements } = this.#found;
    const guard = syntax.field(pattern, 'condition');
    if (guard !== undefined) {
      const whenTrue = armOutcome(syntax, node);
      this.#take(booleanDecision(syntax, lines, inside, guard, 'guard', { whenTrue }));
    }
    if (syntax.type(value) !== 'block' && context.constContext !== 'constant') {
      statements.push(statement(syntax, lines, inside, value, 'arm'));
    }
    return inside;
  }

  #take(taken: Taken | undefined): void {
    if (taken === undefined) return;
    this.#found.decisions.push(taken.decision);
    for (const node of taken.taken) this.#taken.add(node);
  }
}

/** Where a block is run or skipped as a whole; a `loop` runs its own at least once. */
const wholes = new Set(['if_expression', 'else_clause', 'while_expression', 'for_expression']);

const calls = new Set(['async_block', 'gen_block', 'try_block', 'closure_expression']);
