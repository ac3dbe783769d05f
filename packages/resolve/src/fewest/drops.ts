import type { Candidate } from '../cargo/candidate.js';
import { candidateOf, valuesThat } from '../cargo/family.js';
import type { Problem } from '../encode/problem.js';
import type { SlotVariable } from '../encode/variables.js';
import type { Term } from '../search/index.js';
import { type FlagGraph, leavingWith } from './flag-graph.js';

/**
 * A term that holds for versions with which packages leave the lock file. The counts of all such terms that hold add up to how
 * many leave.
 */
export interface Drop {
  term: Term;
  count: number;
}

/**
 * What leaves the lock file with each version of a locked package, as far as it leaves with this change alone: what only
 * several changes together drop does not count. Nor does what is not missed.
 */
export function dropsOf(
  problem: Problem,
  graph: FlagGraph,
  { slot, variable }: SlotVariable,
  isMissed: (candidate: Candidate) => boolean,
): Drop[] {
  const from = candidateOf(slot, slot.locked);
  const countFor = (to: Candidate) => leavingWith(problem, graph, from, to).filter(isMissed).length;
  const lost = new Map(slot.candidates.map((to) => [to, countFor(to)]));
  const counts = [...new Set(lost.values())].filter((count) => count > 0).sort((a, b) => a - b);
  return counts.map((count, index) => ({
    term: { variable, values: valuesThat(slot, (candidate) => (lost.get(candidate) ?? 0) >= count) },
    count: count - (counts[index - 1] ?? 0),
  }));
}
