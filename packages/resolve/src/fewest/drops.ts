import type { Candidate } from '../cargo/candidate.js';
import { type Catalogue, lockedSlot, targetsOf } from '../cargo/catalogue.js';
import { type Slot, valuesThat } from '../cargo/family.js';
import { lockedDependencies } from '../cargo/locked.js';
import { detailsOf } from '../cargo/objection.js';
import type { SlotVariable } from '../encode/problem.js';
import type { LockedPackage } from '../input.js';
import type { Term } from '../search/index.js';
import { dominatedBy, dominators, type Graph, reachedFrom } from './dominated.js';

/** The present lock file as a graph of its packages by their index. */
export interface LockGraph {
  packages: readonly LockedPackage[];
  indexes: ReadonlyMap<LockedPackage, number>;
  graph: Graph;
  dominator: readonly number[];
}

/** The graph of the packages that are locked. */
export function lockGraph(catalogue: Catalogue): LockGraph {
  const packages = catalogue.input.locked;
  const indexes = new Map(packages.map((each, index) => [each, index]));
  const graph = packages.map((each) =>
    lockedDependencies(catalogue, each).flatMap((child) => indexes.get(child) ?? []),
  );
  const local = [...packages.keys()].filter((index) => packages[index]?.source === undefined);
  return { packages, indexes, graph, dominator: dominators(graph, local) };
}

/**
 * Terms that hold for versions with which packages leave the lock file that nothing else brings, and weights that add up to how many leave. It is
 * an estimate: what only several packages together bring does not count, nor what another change brings back.
 */
export function drops(
  catalogue: Catalogue,
  { slot, variable }: SlotVariable,
  lock: LockGraph,
): { term: Term; weight: number }[] {
  const index = lock.indexes.get(slot.candidates[slot.locked - 1]?.locked as LockedPackage);
  if (index === undefined) return [];
  const children = (lock.graph[index] ?? []).map((child) => ({
    child,
    slot: lockedSlot(catalogue, lock.packages[child] as LockedPackage),
  }));
  const dominated = dominatedBy(lock.dominator, index);
  const lost = new Map(
    slot.candidates.map((candidate) => {
      const kept = children.filter((each) => canBring(catalogue, candidate, each.slot)).map(({ child }) => child);
      const reached = reachedFrom(lock.graph, kept);
      return [candidate, [...dominated].filter((node) => !reached.has(node)).length];
    }),
  );
  const counts = [...new Set(lost.values())].filter((count) => count > 0).sort((a, b) => a - b);
  return counts.map((count, position) => ({
    term: { variable, values: valuesThat(slot, (candidate) => (lost.get(candidate) ?? 0) >= count) },
    weight: count - (counts[position - 1] ?? 0),
  }));
}

function canBring(catalogue: Catalogue, candidate: Candidate, brought: Slot | undefined): boolean {
  const dependencies = detailsOf(candidate)?.dependencies ?? [];
  const named = dependencies.filter((each) => each.package === brought?.name && each.kind !== 'dev');
  return named.some((each) => targetsOf(catalogue, candidate, each)?.some(({ slot }) => slot === brought));
}
