import type { IndependencePair, Verdict } from '@assay/mcdc';
import type { BooleanDecision, Condition } from '@assay/obligations';
import type { ConditionFact, DecisionFact } from '../facts.js';
import { inOneLine, place } from './place.js';
import type { Recorded } from './recorded.js';
import { type Outcome, stateOf } from './states.js';
import { timesSeen } from './truth-table.js';

/** Why MC/DC of a condition is not known although all was counted. */
const UNDECIDED = 'the counts do not tell whether it was shown to affect the outcome';

/** Could smaller counts decide more of it? */
export function isOpen({ conditions }: Pick<DecisionFact, 'conditions'>): boolean {
  return conditions.some(({ mcdc, why }) => mcdc === 'not-measured' && why === UNDECIDED);
}

/** One condition of a decision, its values and its influence, as they were recorded. */
export function conditionFact(
  decision: BooleanDecision,
  condition: Condition,
  index: number,
  recorded: Recorded,
): ConditionFact {
  const { values, analysis } = recorded;
  const absent = () => absentValue(condition, recorded);
  const seen = (value: boolean) =>
    stateOf(
      [
        ...values.map((each) => each[index]?.[value ? 'true' : 'false']),
        timesSeen(analysis, ({ conditions }) => conditions[index] === value),
      ],
      absent,
    );
  const [whenTrue, whenFalse] = [seen(true), seen(false)];
  const verdict = analysis?.conditions[index]?.verdict;
  const mcdc = verdict === undefined ? absentInfluence(decision, condition, recorded) : influence(verdict);
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

function absentValue({ unmeasured }: Condition, { absent }: Recorded): Outcome {
  const outcome = absent();
  return outcome.state === 'not-measured' && unmeasured !== undefined ? { ...outcome, why: unmeasured } : outcome;
}

/** A decision of which one condition is not recorded proves nothing of the others either. */
function absentInfluence({ conditions }: BooleanDecision, condition: Condition, recorded: Recorded): Outcome {
  const outcome = absentValue(condition, recorded);
  const isRecorded = recorded.values.some((values) => values.some((value) => value !== undefined));
  const lacking = isRecorded ? conditions.find(({ unmeasured }) => unmeasured !== undefined) : undefined;
  if (outcome.state !== 'not-measured' || lacking === undefined || lacking === condition) return outcome;
  return { ...outcome, why: `its decision has a condition that is not recorded: ${inOneLine(lacking.text)}` };
}

function influence({ kind }: Verdict): Outcome {
  if (kind === 'not provable') return { state: 'not-measured', why: UNDECIDED };
  return { state: kind === 'shown' ? 'covered' : 'missed' };
}

/**
 * `needs a is true, b is false; and a is true, b is true`: the evaluations that would show it, those that were not seen
 * yet.
 */
function needsOf({ conditions }: BooleanDecision, pair: IndependencePair | undefined): string | undefined {
  if (pair === undefined) return undefined;
  const words = [pair.whenTrue, pair.whenFalse]
    .filter(({ executed }) => executed !== 'yes')
    .map(({ conditions: values }) =>
      values
        .flatMap((value, index) => (value === null ? [] : [`${inOneLine(conditions[index]?.text ?? '')} is ${value}`]))
        .join(', '),
    );
  return words.length === 0 ? undefined : `needs ${words.join('; and ')}`;
}
