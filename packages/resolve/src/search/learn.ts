import { mergeTerms, type Nogood, resolveWith, type Terms } from './nogood.js';
import { heldSince, type Step, type Trail } from './trail.js';

/** What a conflict teaches. */
export interface Lesson<Cause> {
  nogood: Nogood<Cause>;
  /** Where something follows from it at once; `undefined` where it depends on no decision, so that there is no solution. */
  level: number | undefined;
}

/**
 * Goes back from a conflict to the latest decision that it depends on, and learns a nogood that would have made another one.
 * The levels of assumptions, from 1 to `assumed`, are nothing that it learns from: what it learns is true without them.
 * https://github.com/dart-lang/pub/blob/master/doc/solver.md#conflict-resolution
 */
export function learn<Cause>(trail: Trail<Cause>, conflict: Nogood<Cause>, assumed: number): Lesson<Cause> {
  const terms = mergeTerms(conflict.terms);
  const from = [conflict];
  for (;;) {
    const { latest, level } = latestStep(trail, terms);
    if (latest === undefined || latest.level <= assumed) return { nogood: learned(terms, from), level: undefined };
    if (latest.reason === undefined || level < latest.level) {
      return { nogood: learned(terms, from), level: Math.max(level, assumed) };
    }
    resolveWith(terms, latest.reason.terms, latest.variable);
    from.push(latest.reason);
  }
}

/** The last step without which some term would not hold, and the level at which all terms of other variables hold. */
export function latestStep<Cause>(
  trail: Trail<Cause>,
  terms: Terms,
): { latest: Step<Cause> | undefined; level: number } {
  let [last, beforeLast] = [-1, -1];
  for (const [variable, values] of terms) {
    const index = heldSince(trail, { variable, values });
    if (index > last) [last, beforeLast] = [index, last];
    else if (index > beforeLast) beforeLast = index;
  }
  return { latest: trail.steps[last], level: trail.steps[beforeLast]?.level ?? 0 };
}

function learned<Cause>(terms: Terms, from: readonly Nogood<Cause>[]): Nogood<Cause> {
  return { terms: [...terms].map(([variable, values]) => ({ variable, values })), cause: undefined, from };
}
