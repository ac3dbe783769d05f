import type { Diagram, Place } from './diagram.js';
import type { Vector } from './executed.js';
import type { Flow } from './flow.js';
import { type Path, pathsThrough } from './paths.js';
import { isPairPossible } from './possible.js';

/** As many ways to a condition, and as many paths from it on for either value, are looked at one by one. */
export const WAY_LIMIT = 64;
const LISTED_LIMIT = 16;
const NEEDED_LIMIT = 3;

/**
 * Two test vectors that show a condition's independent effect (unique-cause MC/DC with short circuit): they differ in the
 * condition and in the outcome, and in no other condition that both evaluate. Masking MC/DC accepts every such pair and more.
 */
export interface IndependencePair {
  /** The vector in which the condition is true, and the one in which it is false. */
  readonly whenTrue: Vector;
  readonly whenFalse: Vector;
}

/** The independence pairs of a condition, by the way to it: each vector for true forms a pair with each for false. */
export interface PairsOfWay {
  readonly whenTrue: readonly Vector[];
  readonly whenFalse: readonly Vector[];
  /** May one of the pairs have been executed? */
  readonly isPossible: boolean;
}

/**
 * The pairs of a condition. Both vectors begin alike, since a condition that both evaluate has one value, and from the condition on
 * they never meet, since they would then end alike. So they differ in the condition, and every operand beside it has the value
 * that lets it decide.
 */
export function pairsOf(
  diagram: Diagram,
  flows: readonly Flow[],
  place: Place,
  ways: readonly Path[],
  read: (path: Path) => Vector,
): PairsOfWay[] {
  const onTrue = pathsThrough(diagram, place.whenTrue, WAY_LIMIT);
  const onFalse = pathsThrough(diagram, place.whenFalse, WAY_LIMIT);
  return ways.map((way) => ({
    whenTrue: onTrue.map((path) => read([...way, ...path])),
    whenFalse: onFalse.map((path) => read([...way, ...path])),
    isPossible: isPairPossible(flows, { ...place, way: way.map(diagram.stage) }),
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

/** The pairs that may have been executed, and whether these are all: there may be too many to list. */
export function possiblePairs(pairs: readonly PairsOfWay[]): { pairs: IndependencePair[]; isComplete: boolean } {
  const found: IndependencePair[] = [];
  for (const each of pairs.filter(({ isPossible }) => isPossible)) {
    for (const whenTrue of each.whenTrue.filter(isOpen)) {
      found.push(...each.whenFalse.filter(isOpen).map((whenFalse) => ({ whenTrue, whenFalse })));
    }
  }
  const isCut = [pairs, ...pairs.flatMap((each) => [each.whenTrue, each.whenFalse])].some(
    ({ length }) => length === WAY_LIMIT,
  );
  return { pairs: found.slice(0, LISTED_LIMIT), isComplete: found.length <= LISTED_LIMIT && !isCut };
}

function isOpen({ executed }: Vector): boolean {
  return executed !== 'no';
}

/** The pairs that are easiest to bring about: one vector executed already, then few conditions to set. One per way. */
export function neededPairs(pairs: readonly PairsOfWay[]): IndependencePair[] {
  const best = pairs.flatMap((each) => {
    const [whenTrue] = each.whenTrue.toSorted(byEffort);
    const [whenFalse] = each.whenFalse.toSorted(byEffort);
    return whenTrue === undefined || whenFalse === undefined ? [] : [{ whenTrue, whenFalse }];
  });
  return best.toSorted((a, b) => effort(a) - effort(b)).slice(0, NEEDED_LIMIT);
}

function byEffort(a: Vector, b: Vector): number {
  return effortOf(a) - effortOf(b);
}

function effort({ whenTrue, whenFalse }: IndependencePair): number {
  return effortOf(whenTrue) + effortOf(whenFalse);
}

/** Nothing for what was executed; otherwise a test to write, harder the more conditions it must set. */
function effortOf({ conditions, executed }: Vector): number {
  return executed === 'yes' ? 0 : conditions.length + conditions.filter((value) => value !== null).length;
}
