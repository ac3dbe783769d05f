import { arrivalsOf } from './arrivals.js';
import { mayBe } from './bounds.js';
import type { Place } from './diagram.js';
import { type Evidence, type IndependencePair, knownPair, neededPairs, pairsOf, possiblePairs } from './pairs.js';
import { pathsThrough } from './paths.js';
import { isProven } from './proof.js';

/** Is a condition shown to affect the outcome independently, in every execution that leaves the same counts? */
export type Verdict = Shown | Missed | NotProvable;

/** Every such execution holds an independence pair. */
export interface Shown {
  readonly kind: 'shown';
  /** One pair: it was executed. Several: one of them at least was, but the counts do not tell which. */
  readonly pairs: readonly IndependencePair[];
  /** Are these all that come into question? There may be too many to list: then the one may be among the others. */
  readonly isComplete: boolean;
}

/** No such execution holds one. */
export interface Missed {
  readonly kind: 'missed';
  readonly why: MissedReason;
  /** Pairs that would show it, the easiest first; a vector that was executed needs no further test. */
  readonly needs: readonly IndependencePair[];
}

/** `no pair`: it was both true and false, but no two evaluations differed in it and the outcome alone. */
export type MissedReason = 'never evaluated' | 'never true' | 'never false' | 'no pair';

/** Some hold one and some do not, or the decision is too large to tell. */
export interface NotProvable {
  readonly kind: 'not provable';
  /** Pairs that would show it, the easiest first; a vector that was executed needs no further test. */
  readonly needs: readonly IndependencePair[];
}

/** The verdict on a condition, by its number. */
export function verdictOn(condition: number, evidence: Evidence): Verdict {
  const { diagram, flows, limit } = evidence;
  const place = diagram.place(condition);
  const ways = pathsThrough(diagram, place.before, limit);
  const pairs = pairsOf(evidence, place, ways);
  const known = knownPair(pairs);
  if (known !== undefined) return { kind: 'shown', pairs: [known], isComplete: true };
  if (isProven(flows.map((flow) => arrivalsOf(diagram, flow, place, ways)))) {
    const possible = possiblePairs(pairs);
    return { kind: 'shown', ...possible, isComplete: possible.isComplete && !evidence.isLarge };
  }
  const needs = neededPairs(pairs);
  const unseen = unseenValue(condition, evidence);
  if (unseen !== undefined) return { kind: 'missed', why: unseen, needs };
  const isOpen = evidence.isLarge ? mayDecide(place, evidence) : pairs.some((each) => each.isPossible());
  return isOpen ? { kind: 'not provable', needs } : { kind: 'missed', why: 'no pair', needs };
}

function unseenValue(condition: number, { flows }: Evidence): MissedReason | undefined {
  const seen = (value: boolean) => flows.some((flow) => flow.mayHaveTaken({ condition, value }));
  if (seen(true)) return seen(false) ? undefined : 'never false';
  return seen(false) ? 'never true' : 'never evaluated';
}

/** May the condition have decided the outcome with either value, by whatever way it was come to? */
function mayDecide({ whenTrue, whenFalse }: Place, { flows }: Evidence): boolean {
  return [whenTrue, whenFalse].every((stages) => flows.some((flow) => mayBe(flow, stages)));
}
