import type { Arrivals } from './arrivals.js';

/** How many attempts at a counterexample are made before the question is left open. */
const ATTEMPT_LIMIT = 4096;

/**
 * Do the counts prove that on some way to a condition it was both true and false, each time deciding the outcome? That is what
 * shows its independent effect: two evaluations that come by the same way, part at the condition, and never meet again.
 *
 * Suppose that it was not so. Then every way belongs to one of two groups: none of its evaluations was false and decided, or
 * none was true and decided. All evaluations that were false and decided then came by ways of the second group, so at most
 * `visits − decidingFalse` came by those of the first; and likewise the other way round. When no division of the ways into two
 * groups leaves room for that in every profile, some way had both. For example, when `c` in `(a && b) || c` was come to twice by
 * way of `a` and three times by way of `b`, and was true once, its values cannot have been divided between the two ways.
 *
 * It is always sound, since each number is a lower bound; and exact when no two ways meet before they come to the condition,
 * as the counts then tell how many came by each.
 */
export function isProven(arrivals: readonly Arrivals[]): boolean {
  return !canBeDivided(arrivals.filter((each) => each.decidingTrue > 0 || each.decidingFalse > 0));
}

function canBeDivided(arrivals: readonly Arrivals[]): boolean {
  const ways = waysByWeight(arrivals);
  const tried = new Set<string>();
  /** Are the first ways divided like this possible, and can the rest be divided? */
  const divides = (place: number, onlyTrue: readonly number[], onlyFalse: readonly number[]): boolean => {
    // What the second group has follows from what the first one has.
    const attempt = [place, ...onlyTrue].join();
    if (tried.has(attempt)) return false;
    if (tried.size === ATTEMPT_LIMIT) return true;
    tried.add(attempt);
    const fits = arrivals.every(
      ({ visits, decidingTrue, decidingFalse }, profile) =>
        (onlyTrue[profile] ?? 0) <= visits - decidingFalse && (onlyFalse[profile] ?? 0) <= visits - decidingTrue,
    );
    if (!fits) return false;
    const way = ways[place];
    if (way === undefined) return true;
    const added = (sums: readonly number[]) => sums.map((sum, profile) => sum + (arrivals[profile]?.byWay[way] ?? 0));
    return divides(place + 1, added(onlyTrue), onlyFalse) || divides(place + 1, onlyTrue, added(onlyFalse));
  };
  const none = arrivals.map(() => 0);
  return divides(0, none, none);
}

/** The ways by which some came for certain, those with the most profiles first: they soonest rule out a division. */
function waysByWeight(arrivals: readonly Arrivals[]): number[] {
  const weights = (arrivals[0]?.byWay ?? []).map(
    (_, way) => arrivals.filter(({ byWay }) => (byWay[way] ?? 0) > 0).length,
  );
  const ways = [...weights.keys()].filter((way) => (weights[way] ?? 0) > 0);
  return ways.sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0));
}
