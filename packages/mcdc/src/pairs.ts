import type { Diagram, Place } from './diagram.js';
import type { Vector } from './executed.js';
import type { Flow } from './flow.js';
import { type Path, pathsThrough } from './paths.js';
import { isPairPossible } from './possible.js';

/** Pairs listed for a condition that is shown by one of several, and for one that needs a test. */
const LISTED_LIMIT = 16;
const NEEDED_LIMIT = 3;

/** All that was recorded of a decision, on its diagram. */
export interface Evidence {
  readonly diagram: Diagram;
  /** Of every profile, and of every vector that was recorded as such. */
  readonly flows: readonly Flow[];
  read(path: Path): Vector;
  /** So many ways to a condition, and paths from it on for either value, are looked at one by one. */
  readonly limit: number;
  /** May there be more than the limit? */
  readonly isLarge: boolean;
}

/**
 * Two test vectors that show a condition's independent effect (unique-cause MC/DC with short circuit): they differ in the
 * condition and in the outcome, and in no other condition that both evaluate. Masking MC/DC accepts every such pair and more.
 */
export interface IndependencePair {
  /** The vector in which the condition is true, and the one in which it is false. */
  readonly whenTrue: Vector;
  readonly whenFalse: Vector;
}

/** The independence pairs of a condition that begin with one way to it: each vector for true makes one with each for false. */
export interface PairsOfWay {
  readonly whenTrue: readonly Vector[];
  readonly whenFalse: readonly Vector[];
  /** May one of the pairs have been executed? */
  isPossible(): boolean;
}

/**
 * The pairs of a condition by the ways to it. Both vectors of a pair begin alike, since a condition that both evaluate has one
 * value; and from the condition on they never meet, since they would then end alike. So every operand beside the condition has
 * the value that lets the condition decide.
 */
export function pairsOf({ diagram, flows, read, limit }: Evidence, place: Place, ways: readonly Path[]): PairsOfWay[] {
  const onTrue = pathsThrough(diagram, place.whenTrue, limit);
  const onFalse = pathsThrough(diagram, place.whenFalse, limit);
  return ways.map((way) => ({
    whenTrue: onTrue.map((path) => read([...way, ...path])),
    whenFalse: onFalse.map((path) => read([...way, ...path])),
    isPossible: () => isPairPossible(flows, { ...place, way: way.map(diagram.stage) }),
  }));
}

/** A pair of which both vectors are known to have been executed. */
export function knownPair(pairs: readonly PairsOfWay[]): IndependencePair | undefined {
  const isKnown = ({ executed }: Vector) => executed === 'yes';
  for (const each of pairs) {
    const [whenTrue, whenFalse] = [each.whenTrue.find(isKnown), each.whenFalse.find(isKnown)];
    if (whenTrue !== undefined && whenFalse !== undefined) return { whenTrue, whenFalse };
  }
  return undefined;
}

/** Pairs that may have been executed, and whether these are all of the given ones: there may be too many to list. */
export function possiblePairs(pairs: readonly PairsOfWay[]): { pairs: IndependencePair[]; isComplete: boolean } {
  const found: IndependencePair[] = [];
  for (const each of pairs.filter((each) => each.isPossible())) {
    const whenTrues = each.whenTrue.filter(isOpen);
    const whenFalses = each.whenFalse.filter(isOpen);
    for (const whenTrue of whenTrues) {
      for (const whenFalse of whenFalses) {
        if (found.length === LISTED_LIMIT) return { pairs: found, isComplete: false };
        found.push({ whenTrue, whenFalse });
      }
    }
  }
  return { pairs: found, isComplete: true };
}

function isOpen({ executed }: Vector): boolean {
  return executed !== 'no';
}

/** The pairs that are easiest to bring about, one per way: vectors that were executed, then those with few conditions to set. */
export function neededPairs(pairs: readonly PairsOfWay[]): IndependencePair[] {
  const best = pairs.flatMap((each) => {
    const [whenTrue] = each.whenTrue.toSorted((one, other) => effortOf(one) - effortOf(other));
    const [whenFalse] = each.whenFalse.toSorted((one, other) => effortOf(one) - effortOf(other));
    return whenTrue === undefined || whenFalse === undefined ? [] : [{ whenTrue, whenFalse }];
  });
  const effort = (pair: IndependencePair) => effortOf(pair.whenTrue) + effortOf(pair.whenFalse);
  return best.toSorted((one, other) => effort(one) - effort(other)).slice(0, NEEDED_LIMIT);
}

/** Nothing for what was executed; otherwise a test to write, harder the more conditions it must set. */
function effortOf({ conditions, executed }: Vector): number {
  return executed === 'yes' ? 0 : conditions.length + conditions.filter((value) => value !== null).length;
}
