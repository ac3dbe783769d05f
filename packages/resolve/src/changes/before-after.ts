import type { Candidate } from '../cargo/candidate.js';
import { lockedSlot, targetsOf } from '../cargo/catalogue.js';
import { candidateOf, type Slot } from '../cargo/family.js';
import { type Layer, lockLayer, type Problem } from '../encode/problem.js';
import type { LockedPackage, ManifestDependency } from '../input.js';
import { hasValue } from '../search/index.js';
import { type Graph, plannedGraph, presentGraph } from '../walk.js';

/** The lock file now, and as it is planned. */
export interface BeforeAndAfter {
  problem: Problem;
  /** By layer. */
  present: ReadonlyMap<Layer, Graph>;
  /** By layer. */
  planned: ReadonlyMap<Layer, Graph>;
  /** All of the planned lock file. */
  plannedLock: Graph;
}

/** What a search that found a solution changes. */
export function beforeAndAfter(problem: Problem): BeforeAndAfter {
  const present = new Map(problem.layers.map((layer) => [layer, presentGraph(problem, layer)]));
  const planned = new Map(problem.layers.map((layer) => [layer, plannedGraph(problem, layer)]));
  return { problem, present, planned, plannedLock: planned.get(lockLayer(problem)) ?? new Map() };
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
