import type { Candidate } from './cargo/candidate.js';
import { type Catalogue, targetsOf } from './cargo/catalogue.js';
import { candidateOf, type Slot, type Target } from './cargo/family.js';
import { dependencyKey } from './cargo/key.js';
import { lockedDependencies } from './cargo/locked.js';
import { isUnbuilt } from './cargo/objection.js';
import { isLock, type Layer } from './encode/layer.js';
import { isPartOf } from './encode/part.js';
import type { Problem } from './encode/problem.js';
import { startsOf } from './encode/start.js';
import { knownSlots } from './encode/variables.js';
import type { ManifestDependency } from './input.js';
import { type Reached, reach } from './reach.js';
import { firstValue, hasValue } from './search/index.js';

/** What stands in a lock file: its packages, with all that is asked of each. */
export type Graph = ReadonlyMap<Candidate, Reached>;

/** The solution that a search found: all packages of a layer, as Cargo comes to them. */
export function plannedGraph(problem: Problem, layer: Layer): Graph {
  const slots = new Map<Candidate, Slot>();
  for (const { slot, variable } of knownSlots(problem)) {
    const value = problem.search.soleValue(variable) ?? 0;
    if (value > 0) slots.set(candidateOf(slot, value), slot);
  }
  return walk(problem, layer, (owner, dependency) =>
    plannedFor(problem, slots.get(owner), dependency, targetsOf(problem.catalogue, owner, dependency) ?? []),
  );
}

/** What the present lock file has for a layer of a problem. */
export function presentGraph(problem: Problem, layer: Layer): Graph {
  let graph = presentGraphs.get(layer);
  if (graph === undefined) {
    graph = walk(problem, layer, (owner, dependency) => presentFor(problem.catalogue, owner, dependency));
    presentGraphs.set(layer, graph);
  }
  return graph;
}

/** Layers belong to one problem each. */
const presentGraphs = new WeakMap<Layer, Graph>();

type Meets = (owner: Candidate, dependency: ManifestDependency) => Candidate | undefined;

function walk(problem: Problem, layer: Layer, meets: Meets): Graph {
  const { catalogue } = problem;
  return reach({
    starts: startsOf(catalogue, layer),
    isOpen: (owner) => isLock(layer) || !isUnbuilt(catalogue, owner),
    isFollowed: (owner, dependency) => isPartOf(problem, layer, owner, dependency),
    meets,
    weakBrings: isLock(layer),
  });
}

function plannedFor(
  { search, slots }: Problem,
  owner: Slot | undefined,
  dependency: ManifestDependency,
  targets: readonly Target[],
): Candidate | undefined {
  const choice = owner && slots[owner.index]?.choices.get(dependencyKey(dependency));
  const chosen = targets.length < 2 ? 1 : ((choice && search.soleValue(choice.variable)) ?? 0);
  const target = targets[chosen - 1];
  const variable = target && slots[target.slot.index]?.variable;
  const value = (variable !== undefined && search.soleValue(variable)) || 0;
  return target !== undefined && hasValue(target.values, value) ? candidateOf(target.slot, value) : undefined;
}

/** The package of the present lock file that meets a dependency. */
export function presentFor(
  catalogue: Catalogue,
  owner: Candidate,
  dependency: ManifestDependency,
): Candidate | undefined {
  // What is not locked need not be at hand.
  if (dependency.fixed === undefined && !catalogue.locked.has(dependency.package)) return undefined;
  const targets = targetsOf(catalogue, owner, dependency) ?? [];
  const candidates = targets.flatMap(({ slot, values }) => {
    const value = slot.candidates.length === 1 ? (firstValue(values, 1) ?? 0) : slot.locked;
    return value > 0 && hasValue(values, value) ? [candidateOf(slot, value)] : [];
  });
  if (candidates.length < 2 || owner.locked === undefined) return candidates[0];
  const locked = lockedDependencies(catalogue, owner.locked);
  return candidates.find((each) => each.locked !== undefined && locked.includes(each.locked)) ?? candidates[0];
}
