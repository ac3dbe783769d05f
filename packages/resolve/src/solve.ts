import type { Candidate } from './cargo/candidate.js';
import { type Catalogue, fixedTarget, lockedSlot, targetsOf } from './cargo/catalogue.js';
import { candidateOf, type Slot } from './cargo/family.js';
import { featureNames } from './cargo/features.js';
import { dependencyKey } from './cargo/key.js';
import { detailsOf } from './cargo/objection.js';
import { isPartOf } from './encode/part.js';
import { createProblem, type Problem, slotVariable } from './encode/problem.js';
import { demandMembers } from './encode/root.js';
import { type FewestOutcome, fewestChanges } from './fewest/fewest.js';
import { CONFLICT_LIMIT, type ManifestDependency, type Member } from './input.js';
import { type Reached, reach } from './reach.js';
import { firstValue, hasValue } from './search/index.js';

/** A search that came to its end. */
export interface Solved {
  problem: Problem;
  outcome: FewestOutcome;
}

/** Searches for a lock file that meets all that the input asks for, with the fewest changes. */
export function solve(catalogue: Catalogue, devHeld: boolean): Solved {
  const problem = createProblem(catalogue, devHeld);
  for (const locked of catalogue.input.locked) {
    const slot = lockedSlot(catalogue, locked);
    if (slot !== undefined) slotVariable(problem, slot);
  }
  demandMembers(problem);
  return { problem, outcome: fewestChanges(problem, catalogue.input.conflictLimit ?? CONFLICT_LIMIT) };
}

/** All packages of the solution that a search found, as Cargo puts them into the lock file. */
export function solution(problem: Problem): Map<Candidate, Reached> {
  const { catalogue } = problem;
  const [lock] = problem.layers;
  const slotOf = new Map<Candidate, Slot>();
  for (const { slot, variable } of problem.slots.filter((each) => each !== undefined)) {
    const value = problem.search.soleValue(variable) ?? 0;
    if (value > 0) slotOf.set(candidateOf(slot, value), slot);
  }
  return reach({
    starts: catalogue.input.members.map((member) => startOf(catalogue, member)),
    isOpen: () => true,
    isFollowed: (owner, dependency) => lock !== undefined && isPartOf(problem, lock, owner, dependency),
    meets: (owner, dependency) => chosenFor(problem, slotOf.get(owner), owner, dependency),
    weakBrings: true,
  });
}

/** A member, asked for with all features, as Cargo does it for the lock file. */
export function startOf(catalogue: Catalogue, { id }: Member): { start: Candidate; flags: string[] } {
  const { slot, values } = fixedTarget(catalogue, id);
  const start = candidateOf(slot, firstValue(values, 1) ?? 0);
  const details = detailsOf(start);
  return { start, flags: details === undefined ? [] : featureNames(details) };
}

function chosenFor(
  { catalogue, search, slots }: Problem,
  slot: Slot | undefined,
  owner: Candidate,
  dependency: ManifestDependency,
): Candidate | undefined {
  const targets = targetsOf(catalogue, owner, dependency) ?? [];
  const choice = slot && slots[slot.index]?.choices.get(dependencyKey(dependency));
  const chosen = targets.length < 2 ? targets[0] : targets[((choice && search.soleValue(choice.variable)) || 0) - 1];
  const variable = chosen && slots[chosen.slot.index]?.variable;
  const value = variable === undefined ? undefined : search.soleValue(variable);
  if (chosen === undefined || value === undefined || !hasValue(chosen.values, value)) return undefined;
  return candidateOf(chosen.slot, value);
}
