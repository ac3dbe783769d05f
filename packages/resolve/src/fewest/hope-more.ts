import type { Candidate } from '../cargo/candidate.js';
import { candidateOf } from '../cargo/family.js';
import { knownSlots, lockLayer, type Problem } from '../encode/problem.js';
import { isSubset } from '../search/index.js';
import { plannedGraph } from '../walk.js';
import { dropsOf } from './drops.js';
import { flagGraph, leavingWith } from './flag-graph.js';
import { change, type Hopes, hopeFor, hopeForSlots } from './hopes.js';

/** Hopes for more, now that there is a solution: that what it brings for the first time does not come. Is that in vain with this solution? */
export function hopeMore(problem: Problem, hopes: Hopes): boolean {
  const before = new Set(hopes.held.keys());
  hopeForSlots(problem, hopes);
  hopeForDropped(problem, hopes);
  const added = [...hopes.held].filter(([cause]) => !before.has(cause));
  return added.some(([, { not }]) => isSubset(problem.search.domainOf(not.variable), not.values));
}

/** Of the packages that the solution changes: hopes that nothing leaves the lock file with them, where something does. */
function hopeForDropped(problem: Problem, hopes: Hopes): void {
  const { search } = problem;
  const changed = knownSlots(problem).filter(
    (of) => of.slot.locked > 0 && isSubset(search.domainOf(of.variable), change(of).values),
  );
  if (changed.every((of) => hopes.undropped.has(of))) return;
  hopes.present ??= flagGraph(problem);
  const { present } = hopes;
  const planned = plannedGraph(problem, lockLayer(problem));
  const replaced = new Set(changed.map(({ slot }) => candidateOf(slot, slot.locked)));
  const isLost = (candidate: Candidate) => hopes.lost.has(candidate);
  if ([...present.nodes.keys()].every((each) => planned.has(each) || replaced.has(each) || isLost(each))) return;
  for (const of of changed) {
    const { slot, variable } = of;
    const to = candidateOf(slot, search.soleValue(variable) ?? 0);
    if (hopes.undropped.has(of)) continue;
    if (leavingWith(problem, present, candidateOf(slot, slot.locked), to).every(isLost)) continue;
    hopes.undropped.add(of);
    for (const { term, weight } of dropsOf(problem, present, of, isLost)) hopeFor(hopes, term, weight);
  }
}
