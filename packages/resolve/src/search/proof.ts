import { latestStep } from './learn.js';
import { mergeTerms, type Nogood, resolveWith } from './nogood.js';
import type { Trail } from './trail.js';

/**
 * The causes of all given nogoods from which a conflict follows that depends on no decision. Together they cannot be met; some
 * of them may not be needed for that.
 */
export function causesOf<Cause>(trail: Trail<Cause>, conflict: Nogood<Cause>): Set<Cause> {
  const causes = new Set<Cause>();
  // A Set yields what is added while it is walked: it is the queue.
  const used = new Set([conflict, ...reasonsFor(trail, conflict)]);
  for (const { cause, from } of used) {
    if (cause !== undefined) causes.add(cause);
    for (const nogood of from) used.add(nogood);
  }
  return causes;
}

/** The nogoods by which all terms of a conflict came to hold. */
function reasonsFor<Cause>(trail: Trail<Cause>, conflict: Nogood<Cause>): Nogood<Cause>[] {
  const terms = mergeTerms(conflict.terms);
  const reasons: Nogood<Cause>[] = [];
  for (;;) {
    const { latest } = latestStep(trail, terms);
    if (latest?.reason === undefined) return reasons;
    reasons.push(latest.reason);
    resolveWith(terms, latest.reason.terms, latest.variable);
  }
}
