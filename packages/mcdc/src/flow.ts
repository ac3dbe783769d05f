import type { Diagram, Step } from './diagram.js';
import { isSaturated, type Profile, sumOf } from './records.js';

/**
 * How far the counts of a profile fit the decision diagram, in which every visit of a condition comes from a step that leads
 * to it and goes on by one of its two values.
 *
 * - `complete`: each condition but the first has as many values as visits.
 * - `interrupted`: some have fewer. Evaluations ended in the middle: by `?`, `return` or `break` in a condition, by a panic, or
 *   since the process ended. Every evaluation that did not is still a path of the diagram, and a condition's visits are still
 *   the sum of the steps that lead to it, so the same arithmetic holds with the visits that ended as one more way out.
 * - `saturated`: a count or a sum is too large to calculate with. That a step was taken, or was not, is still known.
 * - `contradictory`: some condition has more values than visits. No execution does that, so counts are missing; only what was
 *   counted is taken to have happened, and a count of 0 means nothing.
 */
export type ProfileState = 'complete' | 'interrupted' | 'saturated' | 'contradictory';

/** The counts of one profile on the diagram. */
export interface Flow {
  readonly state: ProfileState;
  /** May one calculate with the counts? Otherwise only whether a count is 0 may be asked. */
  readonly isExact: boolean;
  /** How often a condition had a value. */
  taken(step: Step): number;
  /** How often an evaluation came to a condition: the sum of the steps that lead to it. */
  visits(condition: number): number;
  /** Is it possible, by the counts, that the step was taken? */
  mayHaveTaken(step: Step): boolean;
}

/** @throws {RangeError} when the profile is not one of this decision, or a count is no whole number from 0 on. */
export function flowOf(diagram: Diagram, profile: Profile): Flow {
  if (profile.length !== diagram.size)
    throw new RangeError(`A profile has counts for ${profile.length} conditions, the decision has ${diagram.size}.`);
  const counts = profile.map((each) => ({ true: checked(each.true), false: checked(each.false) }));
  const taken = ({ condition, value }: Step): number => counts[condition]?.[value ? 'true' : 'false'] ?? 0;
  const values = counts.map((each) => sumOf([each.true, each.false]));
  const visits = values.map((sum, condition) => (condition === 0 ? sum : sumOf(diagram.into(condition).map(taken))));
  const state = stateOf(values, visits);
  return {
    state,
    isExact: state === 'complete' || state === 'interrupted',
    taken,
    visits: (condition) => visits[condition] ?? 0,
    mayHaveTaken: (step) => state === 'contradictory' || taken(step) > 0,
  };
}

function checked(count: number): number {
  if (isSaturated(count)) return Number.MAX_SAFE_INTEGER;
  if (Number.isInteger(count) && count >= 0) return count;
  throw new RangeError(`${count} is no count.`);
}

function stateOf(values: readonly number[], visits: readonly number[]): ProfileState {
  const pairs = values.map((sum, condition) => [sum, visits[condition] ?? 0] as const);
  // Of a saturated number only its being more than 0 can be held against the other.
  const contradicts = ([sum, came]: readonly [number, number]) =>
    isSaturated(sum) || isSaturated(came) ? sum > 0 && came === 0 : sum > came;
  if (pairs.some(contradicts)) return 'contradictory';
  if (pairs.some((pair) => pair.some(isSaturated))) return 'saturated';
  return pairs.every(([sum, came]) => sum === came) ? 'complete' : 'interrupted';
}
