import { type Catalogue, lockedSlot } from './cargo/catalogue.js';
import { createProblem, type Problem } from './encode/problem.js';
import { demandMembers } from './encode/root.js';
import { slotVariable } from './encode/variables.js';
import { type FewestOutcome, fewestChanges } from './fewest/fewest.js';
import { CONFLICT_LIMIT } from './input.js';

/** A search that came to its end. */
export interface Solved {
  problem: Problem;
  outcome: FewestOutcome;
}

/** Searches for a lock file that meets all that an input asks for, with the fewest changes. */
export function solve(catalogue: Catalogue, { devHeld }: { devHeld: boolean }): Solved {
  const problem = createProblem(catalogue, devHeld);
  for (const locked of catalogue.input.locked) {
    const slot = lockedSlot(catalogue, locked);
    if (slot !== undefined) slotVariable(problem, slot);
  }
  demandMembers(problem);
  return { problem, outcome: fewestChanges(problem, catalogue.input.conflictLimit ?? CONFLICT_LIMIT) };
}
