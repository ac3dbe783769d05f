import type { DecisionFact, FileFact, State } from '../facts.js';
import type { Measured } from '../sources/classify.js';
import { assertionsIn, withAssertions } from './assertions.js';
import type { Context } from './context.js';
import { matchDecision } from './match-decision.js';
import { matchFunctions } from './match-functions.js';
import type { FileReader } from './reader.js';
import { statementFact } from './statement-fact.js';
import type { Around } from './states.js';
import { unseenParts, withoutCopies } from './unseen.js';

/** Matches what a file owes with what was recorded of it. Pure. */
export function matchFile(source: Measured, recorded: readonly FileReader[], context: Context): FileFact {
  const { obligations } = source;
  const assertions = assertionsIn(obligations);
  const readers = recorded.map((reader) => withAssertions(reader, assertions));
  const isRecorded = readers.length > 0;
  const functions = matchFunctions(source, readers, context);
  const around = (index: number | undefined): Around => ({
    isRecorded,
    isFunctionRecorded: index === undefined ? undefined : functions[index]?.isRecorded === true,
    macroAttributes: index === undefined ? [] : (obligations.functions[index]?.macroAttributes ?? []),
  });
  // Test functions are listed as left out: places in the list are those of the rest.
  const measured = functions.flatMap(({ fact }) => fact ?? []);
  const places = new Map(measured.map((fact, index) => [fact, index]));
  const factOf = (index: number | undefined) => (index === undefined ? undefined : functions[index]?.fact);
  const inside = (index: number | undefined) => {
    const fact = factOf(index);
    return fact === undefined ? null : (places.get(fact) ?? null);
  };
  /** What a function that runs at compile time alone holds was not missed by a test. */
  const settle = (index: number | undefined, state: State): State =>
    state === 'missed' && factOf(index)?.state === 'compile-time' ? 'compile-time' : state;
  const unseen = unseenParts(obligations, isRecorded);
  const fact: FileFact = {
    ...{ path: source.path, sha256: source.sha256, member: context.memberOf(source.manifest) },
    compiled: isRecorded ? 'yes' : withoutRecord(source),
    functions: measured,
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

/**
 * Is a file compiled of which there is no record? One that only declares leaves none, and is where its modules lead.
 */
function withoutRecord({ obligations, reached }: Measured): FileFact['compiled'] {
  if (reached === undefined) return 'by no build';
  const holdsCode = obligations.functions.some(({ isTest }) => !isTest) || obligations.statements.length > 0;
  return holdsCode ? 'not in this configuration' : 'yes';
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
