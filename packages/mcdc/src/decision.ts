import { type Diagram, diagramOf } from './diagram.js';
import { type Vector, vectorReader } from './executed.js';
import type { Expression, PerValue } from './expression.js';
import { type Flow, flowOf, type ProfileState } from './flow.js';
import { allPaths, pathCount } from './paths.js';
import { type DecisionRecords, type Profile, sumOf } from './records.js';
import { isTree } from './tree.js';
import { profileOfVector } from './vector.js';
import { type Verdict, verdictOn } from './verdict.js';

/** A decision with more test vectors than this gets no table of them. */
const TABLE_LIMIT = 4096;
/** Of such a decision this many ways to a condition, and paths from it on, are looked at. */
const SAMPLE_LIMIT = 16;

/** What the records of a decision tell of its MC/DC. */
export interface DecisionAnalysis {
  /** Is the decision diagram a tree, so that both values of every condition amount to MC/DC? */
  readonly isTree: boolean;
  /** How the counts of each profile fit the diagram, in the order of the profiles. */
  readonly profiles: readonly ProfileState[];
  /** How often the decision was true and how often false: summed over the profiles; vectors carry no counts. */
  readonly outcomes: PerValue;
  /** By the number of the condition. */
  readonly conditions: readonly ConditionAnalysis[];
  /** Every test vector of the decision, those with the earlier conditions true first; or that there are more than 4096. */
  readonly vectors: readonly Vector[] | 'too large';
}

export interface ConditionAnalysis {
  /** How often it was true and how often false: summed over the profiles; vectors carry no counts. */
  readonly counts: PerValue;
  readonly verdict: Verdict;
}

/**
 * Which conditions of a decision are shown to affect its outcome independently: unique-cause MC/DC with short circuit, where a
 * condition that was not evaluated counts as equal. The counts are taken to be those of the steps themselves. A compiler that
 * computes one count from others, as rustc does, may count an evaluation that a panic ended as if it had gone on: profiles of
 * processes in which a condition panicked are no evidence.
 *
 * @throws {RangeError} when conditions are not numbered from left to right, when a profile or a vector is not one of this
 *   decision, when a count is no whole number from 0 on, and when there is neither a profile nor a vector.
 */
export function analyseDecision(expression: Expression, records: DecisionRecords): DecisionAnalysis {
  const diagram = diagramOf(expression);
  const profiles = records.profiles.map((profile) => flowOf(diagram, profile));
  const vectors = (records.vectors ?? []).map((vector) => profileOfVector(diagram, vector));
  if (profiles.length + vectors.length === 0) throw new RangeError('A decision without records was not measured.');
  const flows = distinct([...records.profiles, ...vectors]).map((profile) => flowOf(diagram, profile));
  const isLarge = pathCount(expression) > TABLE_LIMIT;
  const read = vectorReader(diagram, flows);
  const evidence = { diagram, flows, read, isLarge, limit: isLarge ? SAMPLE_LIMIT : TABLE_LIMIT };
  return {
    isTree: isTree(expression),
    profiles: profiles.map(({ state }) => state),
    outcomes: outcomesOf(diagram, profiles),
    conditions: Array.from({ length: diagram.size }, (_, condition) => ({
      counts: countsOf(records.profiles, condition),
      verdict: verdictOn(condition, evidence),
    })),
    vectors: isLarge ? 'too large' : allPaths(diagram).map(read),
  };
}

function countsOf(profiles: readonly Profile[], condition: number): PerValue {
  return {
    true: sumOf(profiles.map((profile) => profile[condition]?.true ?? 0)),
    false: sumOf(profiles.map((profile) => profile[condition]?.false ?? 0)),
  };
}

function outcomesOf(diagram: Diagram, flows: readonly Flow[]): PerValue {
  const ended = (outcome: boolean) =>
    sumOf(flows.flatMap((flow) => diagram.ending(outcome).map((step) => flow.taken(step))));
  return { true: ended(true), false: ended(false) };
}

/** Profiles without repetition. Of equal ones two are kept, as two executions can form a pair that one cannot. */
function distinct(profiles: readonly Profile[]): Profile[] {
  const seen = new Map<string, number>();
  return profiles.filter((profile) => {
    const key = profile.map((counts) => `${counts.true}/${counts.false}`).join(' ');
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times <= 2;
  });
}
