import { scanCfgIf, scanCfgSelect } from './cfg-macros.js';
import { condition } from './condition.js';
import { type Context, surroundings } from './context.js';
import { booleanDecision } from './decisions.js';
import type { Found } from './found.js';
import { type Fragment, parseArguments, parsePattern } from './fragments.js';
import type { BooleanDecision, BooleanKind } from './obligation.js';
import { probes } from './places.js';
import { scan } from './scan.js';
import type { Node, Syntax } from './syntax.js';
import { argumentRanges, contentOf, decides, mayHold } from './token-trees.js';

/** Macro calls in macro calls are followed this far. */
const deepest = 16;

/** Macros whose arguments are not run: text, tokens, file names. */
const notRun = new Set(
  `stringify concat line column file module_path env option_env cfg compile_error include_str include_bytes format_ident
  quote quote_spanned parse_quote parse_quote_spanned macro_rules`.split(/\s+/),
);

const comparing = new Set([
  'assert_eq',
  'assert_ne',
  'debug_assert_eq',
  'debug_assert_ne',
  'assert_matches',
  'debug_assert_matches',
]);

/** The obligations in a macro's arguments. `isCondition`: the call is a condition of a decision that is noted already. */
export function scanMacro(found: Found, syntax: Syntax, node: Node, outer: Context, isCondition: boolean): void {
  const tree = syntax.child(node, 'token_tree');
  const name =
    syntax
      .text(syntax.field(node, 'macro') ?? node)
      .split('::')
      .at(-1)
      ?.trim() ?? '';
  if (tree === undefined || notRun.has(name)) return;
  const call: Call = { syntax, node, tree, name, outer, context: { ...outer, macros: [...outer.macros, name] } };
  if (name === 'include') noteInclude(found, call);
  else if (name === 'cfg_if') scanCfgIf(found, call);
  else if (name === 'cfg_select') scanCfgSelect(found, call);
  else if (outer.isTest) return;
  else if (call.context.macros.length > deepest) noteBody(found, syntax, node, name, outer);
  else if (name === 'matches') scanMatches(found, call, isCondition);
  else scanCall(found, call);
}

/** One macro call. */
export interface Call {
  readonly syntax: Syntax;
  readonly node: Node;
  /** What stands in its brackets. */
  readonly tree: Node;
  readonly name: string;
  /** The context of the call, and that of its arguments. */
  readonly outer: Context;
  readonly context: Context;
}

function scanCall(found: Found, { syntax, node, tree, name, outer, context }: Call): void {
  if (comparing.has(name)) found.decisions.push(unmeasuredDecision(found, syntax, node, outer, 'assert'));
  const isAssertion = name === 'assert' || name === 'debug_assert';
  if (!isAssertion && !mayHold(syntax, tree)) return;
  const { fragments, losesDecisions } = contentOf(found, syntax, tree);
  if (losesDecisions) noteBody(found, syntax, node, name, outer);
  for (const fragment of fragments) {
    if (isAssertion && fragment === fragments[0]) scanAssertion(found, fragment, context);
    else scan(found, fragment.syntax, fragment.top, context);
  }
}

/** A macro's definition is listed when what it expands to holds decisions: they stand in no function of this file. */
export function scanMacroDefinition(found: Found, syntax: Syntax, node: Node, context: Context): void {
  const name = syntax.field(node, 'name');
  const rules = syntax.parts(node).flatMap((rule) => syntax.field(rule, 'right') ?? []);
  if (context.isTest || !rules.some((right) => decides(syntax, right))) return;
  found.macroBodies.push({
    name: name === undefined ? '_' : syntax.text(name),
    kind: 'definition',
    span: found.lines.span(syntax.start(node), syntax.end(node)),
    cfg: context.cfg,
  });
}

/** Lists code that no record can show, if there are decisions or functions in it. */
export function noteBody(found: Found, syntax: Syntax, node: Node, name: string, context: Context): void {
  if (!decides(syntax, node)) return;
  const span = found.lines.span(syntax.start(node), syntax.end(node));
  found.macroBodies.push({ name, kind: 'call', span, cfg: context.cfg });
}

/** `assert!(a && b, "message {}", c)`. With one condition alone the compiler tests it inside the macro, without a branch row. */
function scanAssertion(found: Found, fragment: Fragment, context: Context): void {
  const { syntax, top } = fragment;
  const first = syntax.parts(top)[0];
  const taken = first === undefined ? undefined : booleanDecision(syntax, found.lines, context, first, 'assert');
  if (taken !== undefined) {
    const { conditions } = taken.decision;
    const unmeasured = 'the compiler records no branches of a single condition of an assertion';
    const alone = conditions.map((only) => (conditions.length === 1 ? { ...only, unmeasured } : only));
    found.decisions.push({ ...taken.decision, conditions: alone });
  }
  scan(found, syntax, top, context, taken?.taken);
}

/** `matches!(e, P if g)`: its guard is measured like any other, whether it matched is not. */
function scanMatches(found: Found, { syntax, node, tree, context, outer }: Call, isCondition: boolean): void {
  if (!isCondition) found.decisions.push(unmeasuredDecision(found, syntax, node, outer, 'matches'));
  const ranges = argumentRanges(syntax, tree);
  const [value, pattern] = ranges;
  const parsed = value === undefined ? undefined : parseArguments(found, ...value);
  if (parsed !== undefined) scan(found, parsed.syntax, parsed.top, context);
  if (pattern === undefined) return;
  const arm = parsePattern(found, ...pattern);
  const guarded = arm === undefined ? undefined : arm.syntax.field(arm.top, 'pattern');
  if (arm === undefined || guarded === undefined) return;
  const guard = arm.syntax.field(guarded, 'condition');
  if (guard === undefined) return;
  const taken = booleanDecision(arm.syntax, found.lines, context, guard, 'guard');
  if (taken !== undefined) found.decisions.push(taken.decision);
  scan(found, arm.syntax, guard, context, taken?.taken);
}

function unmeasuredDecision(
  found: Found,
  syntax: Syntax,
  node: Node,
  context: Context,
  kind: BooleanKind,
): BooleanDecision {
  const nowhere = probes(found.lines, context.from, []);
  return {
    ...surroundings(context),
    kind,
    span: found.lines.span(syntax.start(node), syntax.end(node)),
    unmeasured: 'the decision is made inside the macro',
    expression: { kind: 'condition', index: 0 },
    conditions: [condition(syntax, found.lines, node, 'boolean')],
    outcomes: { whenTrue: nowhere, whenFalse: nowhere },
  };
}

function noteInclude(found: Found, { syntax, node, tree, outer: context }: Call): void {
  const literal =
    syntax.parts(tree).length === 1 ? syntax.child(tree, 'string_literal', 'raw_string_literal') : undefined;
  const content = literal === undefined ? undefined : syntax.child(literal, 'string_content');
  found.includes.push({
    ...surroundings(context),
    path: content === undefined ? undefined : syntax.text(content),
    isTest: context.isTest,
    span: found.lines.span(syntax.start(node), syntax.end(node)),
  });
}
