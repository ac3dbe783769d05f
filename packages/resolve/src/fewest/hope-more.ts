import type { Candidate } from '../cargo/candidate.js';
import { candidateOf } from '../cargo/family.js';
import type { Problem } from '../encode/problem.js';
import { knownSlots, type SlotVariable } from '../encode/variables.js';
import { isSubset } from '../search/index.js';
import { dropsOf } from './drops.js';
import { flagGraph, leavingWith } from './flag-graph.js';
import { CHANGE, type Hopes, hopeFor, hopeForSlots } from './hopes.js';

/**
 * Hopes for more, now that there is a solution: that what it brings for the first time does not come. Is that in vain with this
 * solution?
 */
export function hopeMore(problem: Problem, hopes: Hopes): boolean {
  const before = new Set(hopes.held.keys());
  hopeForSlots(problem, hopes);
  hopeForDropped(problem, hopes);
  const added = [...hopes.held].filter(([cause]) => !before.has(cause));
  return added.some(([, { not }]) => isSubset(problem.search.domainOf(not.variable), not.values));
}

/** Of the packages that the solution changes: hopes that nothing leaves the lock file with them, where something does. */
function hopeForDropped(problem: Problem, hopes: Hopes): void {
  const locked = knownSlots(problem).filter(({ slot }) => slot.locked > 0);
  const valueNow = ({ variable }: SlotVariable) => problem.search.soleValue(variable) ?? 0;
  const fresh = locked.filter((of) => ![0, of.slot.locked].includes(valueNow(of)) && !hopes.undropped.has(of));
  if (fresh.length === 0) return;
  hopes.present ??= flagGraph(problem);
  const { present } = hopes;
  const isMissed = (candidate: Candidate) => present.nodes.has(candidate) && !hopes.lost.has(candidate);
  if (!locked.some((of) => valueNow(of) === 0 && isMissed(candidateOf(of.slot, of.slot.locked)))) return;
  for (const of of fresh) {
    const [from, to] = [of.slot.locked, valueNow(of)].map((value) => candidateOf(of.slot, value)) as [
      Candidate,
      Candidate,
    ];
    if (!leavingWith(problem, present, from, to).some(isMissed)) continue;
    hopes.undropped.add(of);
    for (const { term, count } of dropsOf(problem, present, of, isMissed)) hopeFor(hopes, term, count * CHANGE);
  }
}
