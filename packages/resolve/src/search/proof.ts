import type { Nogood, Term } from './nogood.js';
import type { Trail } from './trail.js';

/**
 * The causes of all given nogoods from which a conflict follows that depends on no decision. Together they cannot be met; some of them
 * may not be needed for that.
 */
export function causesOf<Cause>(trail: Trail<Cause>, conflict: Nogood<Cause>): Set<Cause> {
  const causes = new Set<Cause>();
  // A Set yields what is added while it is walked: it is the queue.
  const used = new Set([conflict]);
  for (const nogood of used) {
    if (nogood.cause !== undefined) causes.add(nogood.cause);
    for (const antecedent of nogood.from) used.add(antecedent);
    for (const reason of nogood.terms.flatMap((term) => reasonsFor(trail, term))) used.add(reason);
  }
  return causes;
}

/** The nogoods that took values from the variable of a term. */
function reasonsFor<Cause>({ steps, last }: Trail<Cause>, { variable }: Term): Nogood<Cause>[] {
  const reasons: Nogood<Cause>[] = [];
  for (let step = steps[last[variable] ?? -1]; step !== undefined; step = steps[step.previous]) {
    if (step.level === 0 && step.reason !== undefined) reasons.push(step.reason);
  }
  return reasons;
}
