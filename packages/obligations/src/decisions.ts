import { type Formula, formulaOf } from './condition.js';
import { armContext, type Context, surroundings } from './context.js';
import type { Lines } from './lines.js';
import type { Arm, BooleanDecision, BooleanKind, MatchDecision } from './obligation.js';
import { places, probes } from './places.js';
import { bindings, blockPlaces } from './statement-places.js';
import type { Node, Syntax } from './syntax.js';

/** A decision over conditions, and the nodes that belong to it. */
export interface Taken {
  readonly decision: BooleanDecision;
  readonly taken: readonly Node[];
}

/** What runs on each outcome: the places, and where the code begins that is run or skipped as a whole. */
export interface Outcome {
  readonly from: number;
  readonly at: readonly number[];
}

/** The decision that a boolean expression, a `let` condition or a chain makes; undefined when it decides nothing. */
export function booleanDecision(
  syntax: Syntax,
  lines: Lines,
  context: Context,
  node: Node,
  plain: BooleanKind,
  outcomes: { whenTrue?: Outcome | undefined; whenFalse?: Outcome | undefined } = {},
): Taken | undefined {
  const formula = formulaOf(syntax, lines, node);
  if (formula === undefined) return undefined;
  const none = { from: context.from, at: [] };
  const { whenTrue = none, whenFalse = none } = outcomes;
  const decision: BooleanDecision = {
    ...surroundings(context),
    kind: kindOf(formula, plain),
    span: lines.span(syntax.start(node), syntax.end(node)),
    expression: formula.expression,
    conditions: formula.conditions,
    outcomes: {
      whenTrue: probes(lines, whenTrue.from, whenTrue.at),
      whenFalse: probes(lines, whenFalse.from, whenFalse.at),
    },
  };
  return { decision, taken: formula.taken };
}

function kindOf(formula: Formula, plain: BooleanKind): BooleanKind {
  if (plain !== 'if' && plain !== 'while') return plain;
  if (formula.conditions.every((condition) => condition.kind === 'boolean')) return plain;
  return formula.conditions.length === 1 ? `${plain}-let` : 'chain';
}

/** `if` and `while`. An `if` without `else` has a region on the brace that closes it: the way past it. */
export function conditionalDecision(syntax: Syntax, lines: Lines, context: Context, node: Node): Taken | undefined {
  const condition = syntax.field(node, 'condition');
  if (condition === undefined) return undefined;
  const isIf = syntax.type(node) === 'if_expression';
  const body = syntax.field(node, isIf ? 'consequence' : 'body');
  return booleanDecision(syntax, lines, context, condition, isIf ? 'if' : 'while', {
    whenTrue: body === undefined ? undefined : blockOutcome(syntax, body),
    whenFalse: isIf ? elseOutcome(syntax, node, body) : undefined,
  });
}

function elseOutcome(syntax: Syntax, node: Node, body: Node | undefined): Outcome | undefined {
  const clause = syntax.field(node, 'alternative');
  if (clause === undefined) {
    if (body === undefined) return undefined;
    const end = syntax.end(body);
    // rustc 1.85 begins the region after the brace when the block never reaches it. No other region begins at white space.
    return { from: end - 1, at: /\s/.test(syntax.source.charAt(end)) ? [end - 1, end] : [end - 1] };
  }
  const [alternative] = syntax.parts(clause);
  if (alternative === undefined) return undefined;
  if (syntax.type(alternative) === 'block') return blockOutcome(syntax, alternative);
  return { from: syntax.start(alternative), at: places(syntax, alternative) };
}

function blockOutcome(syntax: Syntax, block: Node): Outcome {
  return { from: syntax.start(block), at: blockPlaces(syntax, block) };
}

/** `let P = e else { … }`. */
export function letElseDecision(syntax: Syntax, lines: Lines, context: Context, node: Node): Taken | undefined {
  const alternative = syntax.field(node, 'alternative');
  const pattern = syntax.field(node, 'pattern');
  if (alternative === undefined || pattern === undefined) return undefined;
  const taken = booleanDecision(syntax, lines, context, node, 'let-else', {
    whenTrue: { from: context.from, at: bindings(syntax, node) },
    whenFalse: blockOutcome(syntax, alternative),
  });
  return (
    taken && { ...taken, decision: { ...taken.decision, span: lines.span(syntax.start(pattern), syntax.end(pattern)) } }
  );
}

/** A `match` whose arms are outcomes; one arm decides nothing. Its span is its head, up to the brace. */
export function matchDecision(syntax: Syntax, lines: Lines, context: Context, node: Node): MatchDecision | undefined {
  const value = syntax.field(node, 'value');
  const body = syntax.field(node, 'body');
  if (value === undefined || body === undefined) return undefined;
  const arms = syntax.parts(body).flatMap((arm) => readArm(syntax, lines, context, arm) ?? []);
  if (arms.length < 2) return undefined;
  const span = lines.span(syntax.start(node), syntax.end(value));
  return { ...surroundings(context), kind: 'match', span, arms };
}

/** The offsets of an arm's pattern without its guard. */
function patternRange(syntax: Syntax, pattern: Node): { start: number; end: number } {
  const keyword = syntax.child(pattern, 'if');
  const parts = syntax.children(pattern);
  const last = keyword === undefined ? parts.at(-1) : parts[parts.indexOf(keyword) - 1];
  return { start: syntax.start(pattern), end: last === undefined ? syntax.end(pattern) : syntax.end(last) };
}

/** What runs when an arm is taken. Old compilers begin its region inside the guard. */
export function armOutcome(syntax: Syntax, arm: Node): Outcome | undefined {
  const pattern = syntax.field(arm, 'pattern');
  const value = syntax.field(arm, 'value');
  if (pattern === undefined || value === undefined) return undefined;
  const at = syntax.type(value) === 'block' ? blockPlaces(syntax, value) : places(syntax, value);
  return { from: syntax.start(pattern), at };
}

function readArm(syntax: Syntax, lines: Lines, context: Context, arm: Node): Arm | undefined {
  const pattern = syntax.field(arm, 'pattern');
  const value = syntax.field(arm, 'value');
  const outcome = armOutcome(syntax, arm);
  const own = armContext(syntax, context, arm);
  if (pattern === undefined || value === undefined || outcome === undefined || own.isTest) return undefined;
  const { start, end } = patternRange(syntax, pattern);
  return {
    pattern: lines.span(start, end),
    text: syntax.source.slice(start, end),
    body: lines.span(syntax.start(value), syntax.end(value)),
    cfg: own.cfg,
    probes: probes(lines, outcome.from, outcome.at),
  };
}
