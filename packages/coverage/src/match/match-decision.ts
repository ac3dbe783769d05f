import type { Arm, Decision, MatchDecision, TryDecision } from '@assay/obligations';
import type { DecisionFact } from '../facts.js';
import { booleanDecision } from './boolean-decision.js';
import { inOneLine, place } from './place.js';
import type { FileReader } from './reader.js';
import { type Around, absentState, type Outcome, stateOf } from './states.js';

/**
 * A decision, its outcomes and its conditions as they were recorded. `noConditions`: why conditions were not, where
 * they were not.
 */
export function matchDecision(
  decision: Decision,
  readers: readonly FileReader[],
  around: Around,
  noConditions: string | undefined,
): Omit<DecisionFact, 'in'> {
  const absent = (): Outcome => because(absentState(decision, around), decision.unmeasured);
  switch (decision.kind) {
    case 'match':
      return {
        ...{ kind: 'match', ...place(decision.span), conditions: [] },
        outcomes: decision.arms.map((arm) => armOutcome(arm, decision, readers, around)),
      };
    case 'try':
      return tryDecision(decision, readers, absent);
    default:
      return booleanDecision(decision, readers, () =>
        because(absent(), decision.unmeasured === undefined ? noConditions : undefined),
      );
  }
}

/** What could not be measured, for a better reason where there is one. */
function because(outcome: Outcome, why: string | undefined): Outcome {
  return outcome.state === 'not-measured' && why !== undefined ? { state: 'not-measured', why } : outcome;
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
): Omit<DecisionFact, 'in'> {
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
