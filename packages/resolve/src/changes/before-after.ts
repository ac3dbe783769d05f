import type { Candidate } from '../cargo/candidate.js';
import { lockedSlot, targetsOf } from '../cargo/catalogue.js';
import { candidateOf, type Slot } from '../cargo/family.js';
import { type Layer, lockLayer } from '../encode/layer.js';
import type { Problem } from '../encode/problem.js';
import type { LockedPackage, ManifestDependency } from '../input.js';
import { hasValue } from '../search/index.js';
import { type Graph, plannedGraph, presentGraph } from '../walk.js';

/** The lock file now, and as it is planned. */
export interface BeforeAndAfter {
  problem: Problem;
  /** What a layer has now. */
  present(layer: Layer): Graph;
  /** What a layer has as it is planned. */
  planned(layer: Layer): Graph;
  /** All of the planned lock file. */
  plannedLock: Graph;
}

/** What a search that found a solution changes. */
export function beforeAndAfter(problem: Problem): BeforeAndAfter {
  const planned = new Map<Layer, Graph>();
  const graphs = {
    problem,
    present: (layer: Layer) => presentGraph(problem, layer),
    planned: (layer: Layer) => {
      const graph = planned.get(layer) ?? plannedGraph(problem, layer);
      planned.set(layer, graph);
      return graph;
    },
  };
  return { ...graphs, plannedLock: graphs.planned(lockLayer(problem)) };
}

/** The candidate that is locked now; `undefined` where the index at hand does not have it. */
export function lockedCandidate({ catalogue }: Problem, locked: LockedPackage): Candidate | undefined {
  const slot = lockedSlot(catalogue, locked);
  return slot === undefined ? undefined : candidateOf(slot, slot.locked);
}

/** The planned packages that satisfy a requirement of a package. */
export function plannedFor(
  { problem, plannedLock }: BeforeAndAfter,
  owner: Candidate,
  dependency: ManifestDependency,
): Candidate[] {
  const targets = targetsOf(problem.catalogue, owner, dependency) ?? [];
  return targets.flatMap(({ slot, values }) => {
    const value = plannedValue(problem, slot);
    const candidate = hasValue(values, value) ? candidateOf(slot, value) : undefined;
    return candidate !== undefined && plannedLock.has(candidate) ? [candidate] : [];
  });
}

/** Does a candidate satisfy a requirement of a package? */
export function satisfiesRequirement(
  { catalogue }: Problem,
  owner: Candidate,
  dependency: ManifestDependency,
  candidate: Candidate,
): boolean {
  const targets = targetsOf(catalogue, owner, dependency) ?? [];
  return targets.some(({ slot, values }) => hasValue(values, slot.candidates.indexOf(candidate) + 1));
}

function plannedValue({ slots, search }: Problem, { index }: Slot): number {
  const variable = slots[index]?.variable;
  return variable === undefined ? 0 : (search.soleValue(variable) ?? 0);
}
