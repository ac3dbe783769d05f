import { analyseDecision, type DecisionAnalysis, type PerValue, type TestVector } from '@assay/mcdc';
import type { BooleanDecision } from '@assay/obligations';
import type { DecisionFact } from '../facts.js';
import { conditionFact } from './condition-fact.js';
import { place } from './place.js';
import type { FileReader } from './reader.js';
import type { Recorded, Values } from './recorded.js';
import { rewritingOf } from './rewriting.js';
import { type Outcome, stateOf } from './states.js';
import { tableOf, timesSeen } from './truth-table.js';

/** A decision with the outcomes true and false, and its conditions, as they were recorded. */
export function booleanDecision(
  decision: BooleanDecision,
  readers: readonly FileReader[],
  absent: () => Outcome,
): Omit<DecisionFact, 'in'> {
  const { kind, span, conditions } = decision;
  const values = readers.map((reader) => valuesIn(decision, reader));
  // Only counts of the same evaluations can be calculated with.
  const profiles = values.filter((_, index) => readers[index]?.isExact === true).filter(isWhole);
  const vectors = readers.flatMap((reader) => reader.vectors(span));
  const recorded = { values, analysis: analyse(decision, profiles, vectors), absent };
  const outcome = (value: boolean) => ({
    ...{ name: outcomeName(decision, value), ...place(span) },
    ...stateOf(outcomeCounts(decision, value, readers, recorded), absent),
  });
  return {
    ...{ kind, ...place(span) },
    outcomes: [outcome(true), outcome(false)],
    conditions: conditions.map((condition, index) => conditionFact(decision, condition, index, recorded)),
    ...tableOf(recorded.analysis, conditions.length),
    ...rewritingOf(decision, recorded.analysis),
  };
}

function valuesIn({ conditions }: BooleanDecision, reader: FileReader): Values {
  return conditions.map((condition) => reader.values(condition));
}

function isWhole(values: Values): values is readonly PerValue[] {
  return values.length > 0 && values.every((value) => value !== undefined);
}

/**
 * What the records tell of MC/DC. A vector that the decision cannot have comes from records of another source: then
 * none of them is used. `undefined` where nothing is left.
 */
function analyse(
  { expression }: BooleanDecision,
  profiles: readonly (readonly PerValue[])[],
  vectors: readonly TestVector[],
): DecisionAnalysis | undefined {
  if (vectors.length > 0) {
    try {
      return analyseDecision(expression, { profiles, vectors });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return profiles.length === 0 ? undefined : analyseDecision(expression, { profiles });
}

/** How often it had the outcome, by everything that may show it. */
function outcomeCounts(
  { conditions, expression, outcomes, span }: BooleanDecision,
  value: boolean,
  readers: readonly FileReader[],
  { values, analysis }: Recorded,
): (number | undefined)[] {
  const key = value ? 'true' : 'false';
  const isCondition = conditions.length === 1 && expression.kind === 'condition';
  return [
    analysis?.outcomes[key],
    timesSeen(analysis, ({ result }) => result === value),
    ...(isCondition ? values.map(([only]) => only?.[key]) : []),
    ...readers.map((reader) => reader.count(value ? outcomes.whenTrue : outcomes.whenFalse, span)),
  ];
}

/** What an outcome is called. The words that are told of it are made of these names. */
function outcomeName({ kind }: BooleanDecision, value: boolean): string {
  switch (kind) {
    case 'if-let':
    case 'while-let':
    case 'let-else':
    case 'matches':
      return value ? 'matched' : 'not matched';
    case 'assert':
      return value ? 'held' : 'failed';
    default:
      return String(value);
  }
}
