import { guide } from '../encode/guide.js';
import type { Cause, Problem } from '../encode/problem.js';
import { knownSlots } from '../encode/variables.js';
import { hopeMore } from './hope-more.js';
import { createHopes, giveUp, type Hopes, isChanged } from './hopes.js';

/** What a search for the fewest changes came to. */
export type FewestOutcome =
  /** `fewest`: it is proved that there is no way with fewer changes. */
  { kind: 'solved'; fewest: boolean } | { kind: 'unsolvable'; causes: ReadonlySet<Cause> } | { kind: 'limit' };

/**
 * Finds a solution with as few changes to the lock file as can be, not counting what cannot stay in any case. At first it hopes
 * for none. From hopes that cannot all come true it follows that at least one must be given up; then it hopes that no second
 * one must, and so on. https://doi.org/10.1007/s10601-013-9146-2
 */
export function fewestChanges(problem: Problem, conflictLimit: number): FewestOutcome {
  const first = problem.search.run(guide(problem), { limit: conflictLimit });
  if (first.kind !== 'solved') return first;
  if (!knownSlots(problem).some((of) => isChanged(problem, of))) return { kind: 'solved', fewest: true };
  const hopes = createHopes(problem);
  for (;;) {
    const limit = conflictLimit - problem.search.effort.conflicts;
    const outcome = problem.search.run(guide(problem), { limit, assumptions: assumptionsOf(hopes) });
    if (outcome.kind === 'limit') break;
    if (outcome.kind === 'solved') {
      if (hopeMore(problem, hopes)) continue;
      return { kind: 'solved', fewest: true };
    }
    const blamed = [...outcome.causes].flatMap((cause) => {
      const hope = hopes.held.get(cause);
      return hope === undefined ? [] : [[cause, hope] as const];
    });
    if (blamed.length === 0) return outcome;
    giveUp(problem, hopes, blamed);
  }
  const last = problem.search.run(guide(problem), { limit: conflictLimit });
  return last.kind === 'solved' ? { kind: 'solved', fewest: false } : last;
}

function assumptionsOf({ held }: Hopes) {
  return [...held].map(([cause, { not }]) => ({ not, cause }));
}
