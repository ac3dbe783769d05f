import {
  analyseDecision,
  type ConditionAnalysis,
  type DecisionAnalysis,
  type IndependencePair,
  type PerValue,
  renderExpression,
  reorderedToTree,
} from '@assay/mcdc';
import type { Arm, BooleanDecision, Decision, MatchDecision, Span, TryDecision } from '@assay/obligations';
import type { ConditionFact, DecisionFact, State } from '../facts.js';
import type { FileReader } from './reader.js';
import { type Around, absentState, type Outcome, stateOf } from './states.js';

/** Why MC/DC of a condition is not known although all was counted. */
const UNDECIDED = 'the counts do not tell whether it was shown to affect the outcome';

/** Could smaller counts decide more of it? */
export function isOpen({ conditions }: Pick<DecisionFact, 'conditions'>): boolean {
  return conditions.some(({ mcdc, why }) => mcdc === 'not-measured' && why === UNDECIDED);
}

type Matched = Omit<DecisionFact, 'in'>;

/** The source of a condition or pattern in one line, cut where it is long: UTF-16 units. */
const TEXT_SHOWN = 80;

function inOneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= TEXT_SHOWN ? line : `${line.slice(0, TEXT_SHOWN - 1)}…`;
}

/** A truth table with more rows than this is left out: nobody reads it. */
const TABLE_ROWS = 64;

/** Matches a decision, its outcomes and its conditions with what was recorded. */
export function matchDecision(
  decision: Decision,
  readers: readonly FileReader[],
  around: Around,
  noConditions: string | undefined,
): Matched {
  const { unmeasured } = decision;
  const absent = (): Outcome => {
    const outcome = absentState(decision, around);
    return unmeasured !== undefined && outcome.state === 'not-measured'
      ? { state: 'not-measured', why: unmeasured }
      : outcome;
  };
  switch (decision.kind) {
    case 'match':
      return {
        kind: 'match',
        ...place(decision.span),
        outcomes: decision.arms.map((arm) => armOutcome(arm, decision, readers, around)),
        conditions: [],
      };
    case 'try':
      return tryDecision(decision, readers, absent);
    default:
      return booleanDecision(decision, readers, absent, noConditions);
  }
}

function armOutcome(
  arm: Arm,
  decision: MatchDecision,
  readers: readonly FileReader[],
  around: Around,
): DecisionFact['outcomes'][number] {
  const counts = readers.map((reader) => reader.count(arm.probes, arm.body));
  const outcome = stateOf(counts, () => absentState({ ...decision, cfg: [...decision.cfg, ...arm.cfg] }, around));
  return { name: `arm ${inOneLine(arm.text)}`, ...place(arm.pattern), ...outcome };
}

function tryDecision(
  { span, mark, operand, continuation }: TryDecision,
  readers: readonly FileReader[],
  absent: () => Outcome,
): Matched {
  const early = readers.map((reader) => reader.returned(mark));
  const wentOn = readers.map((reader, index) => {
    // What runs only after a success says so by itself. Not every success is followed by code with a count of its own.
    const after = reader.count(continuation, span);
    const [evaluated, returned] = [reader.count(operand, span), early[index]];
    return after ?? (evaluated === undefined || returned === undefined ? undefined : Math.max(0, evaluated - returned));
  });
  return {
    ...{ kind: 'try', ...place(span), conditions: [] },
    outcomes: [
      { name: 'success', ...place(mark), ...stateOf(wentOn, absent) },
      { name: 'early return', ...place(mark), ...stateOf(early, absent) },
    ],
  };
}

function booleanDecision(
  decision: BooleanDecision,
  readers: readonly FileReader[],
  absent: () => Outcome,
  noConditions: string | undefined,
): Matched {
  const { kind, span, conditions, outcomes } = decision;
  const measured = readers.map((reader) => valuesIn(decision, reader)).filter((values) => values !== undefined);
  const whole = readers
    .map((reader) => (reader.isExact ? profileIn(decision, reader) : undefined))
    .filter((values) => values !== undefined);
  const vectors = readers.flatMap((reader) => reader.vectors(span));
  const analysis = whole.length + vectors.length === 0 ? undefined : analyse(decision, whole, vectors);
  const unknown = (): Outcome => {
    const outcome = absent();
    return outcome.state === 'not-measured' && decision.unmeasured === undefined && noConditions !== undefined
      ? { state: 'not-measured', why: noConditions }
      : outcome;
  };
  const outcome = (value: boolean) => {
    const key = value ? 'true' : 'false';
    const single =
      conditions.length === 1 && decision.expression.kind === 'condition'
        ? measured.map((values) => values[0]?.[key])
        : [];
    const byRegion = readers.map((reader) => reader.count(value ? outcomes.whenTrue : outcomes.whenFalse, span));
    return {
      name: outcomeName(decision, value),
      ...place(span),
      ...stateOf([analysis?.outcomes[key], ...single, ...byRegion], unknown),
    };
  };
  return {
    ...{ kind, ...place(span) },
    outcomes: [outcome(true), outcome(false)],
    conditions: conditions.map((_, index) => conditionFact(decision, index, measured, analysis, unknown)),
    ...tableOf(analysis, conditions.length),
    ...rewritingOf(decision, analysis),
  };
}

/** The values of the conditions as this record has them; those that it lacks are `undefined`. `undefined` where it has none. */
function valuesIn({ conditions }: BooleanDecision, reader: FileReader): (PerValue | undefined)[] | undefined {
  const values = conditions.map((condition) => reader.values(condition));
  return values.some((value) => value !== undefined) ? values : undefined;
}

/** The same where all of them are there. */
function profileIn(decision: BooleanDecision, reader: FileReader): PerValue[] | undefined {
  const values = valuesIn(decision, reader)?.filter((value) => value !== undefined);
  return values?.length === decision.conditions.length && values.length > 0 ? values : undefined;
}

function analyse(
  { expression }: BooleanDecision,
  profiles: PerValue[][],
  vectors: readonly { conditions: readonly (boolean | null)[]; result: boolean }[],
): DecisionAnalysis | undefined {
  try {
    return analyseDecision(expression, { profiles, vectors });
  } catch (error) {
    // A vector that this decision cannot have: the records are of another source. What they say of it is not used.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function outcomeName({ kind }: BooleanDecision, value: boolean): string {
  if (kind === 'let-else' || kind === 'if-let' || kind === 'while-let' || kind === 'matches')
    return value ? 'matched' : 'not matched';
  if (kind === 'assert') return value ? 'held' : 'failed';
  return value ? 'true' : 'false';
}

function conditionFact(
  decision: BooleanDecision,
  index: number,
  measured: readonly (readonly (PerValue | undefined)[])[],
  analysis: DecisionAnalysis | undefined,
  unknown: () => Outcome,
): ConditionFact {
  const condition = decision.conditions[index];
  if (condition === undefined) throw new RangeError(`the decision has no condition ${index}`);
  const own = (): Outcome => {
    const outcome = unknown();
    const { unmeasured } = condition;
    return outcome.state === 'not-measured' && unmeasured !== undefined
      ? { state: 'not-measured', why: unmeasured }
      : outcome;
  };
  const seen = (key: 'true' | 'false') =>
    stateOf([...measured.map((values) => values[index]?.[key]), valueInVectors(analysis, index, key)], own);
  const [whenTrue, whenFalse] = [seen('true'), seen('false')];
  const verdict = analysis?.conditions[index]?.verdict;
  const lacking =
    measured.length > 0 ? decision.conditions.find(({ unmeasured }) => unmeasured !== undefined) : undefined;
  const unproved = (): Outcome => {
    const outcome = own();
    if (outcome.state !== 'not-measured' || lacking === undefined || lacking === condition) return outcome;
    return {
      state: 'not-measured',
      why: `its decision has a condition that is not recorded: ${inOneLine(lacking.text)}`,
    };
  };
  const mcdc = verdict === undefined ? unproved() : mcdcState(verdict);
  const why = whenTrue.why ?? whenFalse.why ?? mcdc.why;
  const needs = verdict === undefined || verdict.kind === 'shown' ? undefined : needsOf(decision, verdict.needs[0]);
  return {
    ...place(condition.span),
    text: inOneLine(condition.text),
    ...{ whenTrue: whenTrue.state, whenFalse: whenFalse.state, mcdc: mcdc.state },
    ...(why === undefined ? {} : { why }),
    ...(needs === undefined ? {} : { needs }),
  };
}

/** A vector that was seen executed shows the value as well: LLVM's own MC/DC records may come without branch counts. */
function valueInVectors(
  analysis: DecisionAnalysis | undefined,
  index: number,
  key: 'true' | 'false',
): number | undefined {
  if (analysis === undefined || analysis.vectors === 'too large') return undefined;
  const isSeen = analysis.vectors.some(
    ({ conditions, executed }) => executed === 'yes' && conditions[index] === (key === 'true'),
  );
  return isSeen ? 1 : undefined;
}

function mcdcState(verdict: ConditionAnalysis['verdict']): { state: State; why?: string } {
  switch (verdict.kind) {
    case 'shown':
      return { state: 'covered' };
    case 'missed':
      return { state: 'missed' };
    case 'not provable':
      return { state: 'not-measured', why: UNDECIDED };
  }
}

/** `a = true, b = false with a = true, b = true`: the evaluations that would show it, those that were not seen yet. */
function needsOf({ conditions }: BooleanDecision, pair: IndependencePair | undefined): string | undefined {
  if (pair === undefined) return undefined;
  const words = [pair.whenTrue, pair.whenFalse]
    .filter(({ executed }) => executed !== 'yes')
    .map(({ conditions: values }) =>
      values
        .flatMap((value, index) => (value === null ? [] : [`${inOneLine(conditions[index]?.text ?? '')} = ${value}`]))
        .join(', '),
    );
  return words.length === 0 ? undefined : `needs ${words.join('; and ')}`;
}

function tableOf(analysis: DecisionAnalysis | undefined, conditions: number): Pick<DecisionFact, 'table'> {
  if (
    analysis === undefined ||
    conditions < 2 ||
    analysis.vectors === 'too large' ||
    analysis.vectors.length > TABLE_ROWS
  )
    return {};
  return {
    table: analysis.vectors.map(({ conditions: values, result, executed }) => ({
      values: values.map((value) => (value === null ? '-' : value ? 'T' : 'F')).join(''),
      outcome: result ? 'true' : 'false',
      executed,
    })),
  };
}

/** Offered where something could not be proved because the decision is no tree. */
function rewritingOf(
  { expression, conditions }: BooleanDecision,
  analysis: DecisionAnalysis | undefined,
): Pick<DecisionFact, 'rewriting'> {
  // A pattern binds what later conditions use: it cannot be moved.
  if (conditions.some(({ kind }) => kind === 'pattern')) return {};
  const isOpen = analysis?.conditions.some(({ verdict }) => verdict.kind === 'not provable') ?? false;
  if (!isOpen || analysis?.isTree === true) return {};
  const reordered = reorderedToTree(expression);
  const textOf = (index: number) => inOneLine(conditions[index]?.text ?? '');
  return {
    rewriting:
      reordered === undefined || reordered.moved.length === 0
        ? 'nested ifs, of which each has one chain of && or ||'
        : `${renderExpression(reordered.expression, textOf)}, where the order of evaluation does not matter`,
  };
}

function place({ line, column, endLine, endColumn }: Span): { from: [number, number]; to: [number, number] } {
  return { from: [line, column], to: [endLine, endColumn] };
}
