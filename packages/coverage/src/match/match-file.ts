import type { FunctionItem, Statement } from '@assay/obligations';
import type { DecisionFact, FileFact, FunctionFact, State, StatementFact } from '../facts.js';
import type { Measured } from '../sources/classify.js';
import { assertionsIn, withAssertions } from './assertions.js';
import { lastPart } from './compile-time.js';
import { matchDecision } from './match-decision.js';
import type { FileReader } from './reader.js';
import { type Around, absentState, type Outcome, stateOf } from './states.js';
import { unseenParts, withoutCopies } from './unseen.js';

/** What is known besides the records of the file itself. */
export interface Context {
  /** Why conditions were not measured by the runs; `undefined` where they were. */
  noConditions: string | undefined;
  /** The id of the member with this Cargo.toml (absolute). */
  memberOf(manifest: string): string;
  /** Names, without their paths, of the `const fn` that constants call. */
  calledAtCompileTime: ReadonlySet<string>;
  /** A digest of a part of the source, its layout aside. */
  digestOf(source: Measured, item: FunctionItem): string;
}

/** Matches what a file owes with what was recorded of it. Pure. */
export function matchFile(source: Measured, recorded: readonly FileReader[], context: Context): FileFact {
  const { obligations, reached } = source;
  const assertions = assertionsIn(obligations);
  const readers = recorded.map((reader) => withAssertions(reader, assertions));
  const isRecorded = readers.length > 0;
  const seen = obligations.functions.map((item, index) => functionSeen(item, index, source, readers));
  const around = (index: number | undefined): Around => ({
    isRecorded,
    isFunctionRecorded: index === undefined ? undefined : seen[index] !== undefined,
    macroAttributes: index === undefined ? [] : (obligations.functions[index]?.macroAttributes ?? []),
  });
  const measured = obligations.functions.map(({ isTest }) => !isTest);
  // Test functions are listed as left out: places in the list are those of the rest.
  const place = new Map<number, number>();
  for (const [index, isMeasured] of measured.entries()) if (isMeasured) place.set(index, place.size);
  const inside = (index: number | undefined) => (index === undefined ? null : (place.get(index) ?? null));
  const outcomes = obligations.functions.map((item, index) =>
    functionOutcome(item, seen[index], around(index), context),
  );
  /** What a function that runs at compile time alone holds was not missed by a test. */
  const settle = (index: number | undefined, state: State): State =>
    state === 'missed' && index !== undefined && outcomes[index]?.state === 'compile-time' ? 'compile-time' : state;
  const holdsCode = obligations.functions.some(({ isTest }) => !isTest) || obligations.statements.length > 0;
  const unseen = unseenParts(obligations, isRecorded);
  const fact: FileFact = {
    ...{ path: source.path, sha256: source.sha256, member: context.memberOf(source.manifest) },
    compiled: isRecorded
      ? 'yes'
      : reached === undefined
        ? 'by no build'
        : holdsCode
          ? 'not in this configuration'
          : 'yes',
    functions: obligations.functions.flatMap((item, index) =>
      item.isTest ? [] : [functionFact(source, item, outcomes[index] ?? { state: 'not-measured' }, context)],
    ),
    statements: [
      ...obligations.statements.map((each) => {
        const fact = statementFact(each, readers, around(each.function));
        return { ...fact, state: settle(each.function, fact.state), in: inside(each.function) };
      }),
      ...unseen.map((part) => ({ ...part, in: null })),
    ],
    decisions: [
      ...obligations.decisions.map((each) => {
        const fact = matchDecision(each, readers, around(each.function), context.noConditions);
        return { ...settled(fact, (state) => settle(each.function, state)), in: inside(each.function) };
      }),
      ...unseen.map(({ from, to, ...part }) => {
        const outcomes = [{ name: 'whatever it decides', from, to, ...part }];
        return { kind: 'macro', from, to, in: null, outcomes, conditions: [] };
      }),
    ],
  };
  return source.isShared ? withoutCopies(fact) : fact;
}

/** How often a function was entered: by its own record, or by that of what stands in it. */
function functionSeen(
  item: FunctionItem,
  index: number,
  { obligations }: Measured,
  readers: readonly FileReader[],
): number | undefined {
  const own = readers.map((reader) => reader.count({ from: item.signature, at: [item.signature] }, item.span));
  const inside = obligations.statements
    .filter((statement) => statement.function === index)
    .flatMap((statement) => readers.map((reader) => reader.statement(statement)));
  return largest([...own, ...inside]);
}

/** The decision with each of its states as it is settled. */
function settled(fact: Omit<DecisionFact, 'in'>, settle: (state: State) => State): Omit<DecisionFact, 'in'> {
  return {
    ...fact,
    outcomes: fact.outcomes.map((outcome) => ({ ...outcome, state: settle(outcome.state) })),
    conditions: fact.conditions.map((condition) => ({
      ...condition,
      ...{ whenTrue: settle(condition.whenTrue), whenFalse: settle(condition.whenFalse) },
      mcdc: condition.mcdc === null ? null : settle(condition.mcdc),
    })),
  };
}

function largest(counts: readonly (number | undefined)[]): number | undefined {
  return counts.reduce(
    (most, count) => (count !== undefined && (most === undefined || count > most) ? count : most),
    undefined,
  );
}

function functionOutcome(
  item: FunctionItem,
  count: number | undefined,
  around: Around,
  { calledAtCompileTime }: Context,
): Outcome {
  if (!item.isKnown) return { state: 'not-measured', why: 'its body does not parse' };
  const outcome = stateOf([count], () =>
    absentState({ cfg: item.cfg, constContext: undefined, macros: [] }, { ...around, isFunctionRecorded: false }),
  );
  if (outcome.state !== 'missed' || !item.isConst || !calledAtCompileTime.has(lastPart(item.name))) return outcome;
  return { state: 'compile-time', why: 'a const fn that constants call, and no test' };
}

function functionFact(source: Measured, item: FunctionItem, outcome: Outcome, context: Context): FunctionFact {
  const { line, column, endLine, endColumn } = item.span;
  return {
    name: item.name,
    from: [line, column],
    to: [endLine, endColumn],
    ...outcome,
    digest: context.digestOf(source, item),
  };
}

function statementFact(
  statement: Statement,
  readers: readonly FileReader[],
  around: Around,
): Omit<StatementFact, 'in'> {
  const { line, column, endLine, endColumn } = statement.span;
  const counts = readers.map((reader) => reader.statement(statement));
  const outcome = stateOf(counts, () => absentState(statement, around));
  const isPlainClosure =
    outcome.state === 'not-measured' && statement.kind === 'closure' && statement.macros.length === 0;
  return {
    from: [line, column],
    to: [endLine, endColumn],
    ...outcome,
    ...(isPlainClosure ? { why: PLAIN_CLOSURE } : {}),
  };
}

/** rustc drops a place that fills the whole body (observed with 1.95): `|p| p.r`. */
const PLAIN_CLOSURE = 'the compiler keeps no record of a closure that is one plain expression; in braces it keeps one';
