import { groupBy } from '@assay/evidence';
import {
  CRATES_IO,
  type FixedPackage,
  type LockedPackage,
  type ManifestDependency,
  type Member,
  type PlanInput,
  type Refusal,
} from '../input.js';
import { oneValue } from '../search/index.js';
import { type Candidate, fixedCandidate } from './candidate.js';
import { candidatesOf, lockEntry } from './candidates-of.js';
import { type Family, type Slot, sizeOf, slotsOf, type Target, targetOf, targetsIn } from './family.js';

/** What a plan knows of packages. It grows as packages are asked for, and serves any number of searches. */
export interface Catalogue {
  input: PlanInput;
  slots: Slot[];
  /** By name and source. */
  families: Map<string, Family>;
  /** By id. */
  members: ReadonlyMap<string, Member>;
  fixed: ReadonlyMap<string, FixedPackage>;
  fixedSlots: Map<string, Slot>;
  /** By name. */
  locked: ReadonlyMap<string, readonly LockedPackage[]>;
  /** By name. */
  refusals: ReadonlyMap<string, readonly Refusal[]>;
  /** By dependency, of which every version of a package has its own. */
  targets: WeakMap<ManifestDependency, readonly Target[]>;
  /** By name, version and source. */
  missing: Map<string, MissingPackage>;
}

/** A package of which the index at hand knows nothing, or not the version that is locked. */
export interface MissingPackage {
  name: string;
  source: string;
  /** The locked version that the index at hand, being older, does not have. */
  version: string | undefined;
}

/** A catalogue of all that an input has. */
export function createCatalogue(input: PlanInput): Catalogue {
  return {
    input,
    slots: [],
    families: new Map(),
    members: new Map(input.members.map((each) => [each.id, each])),
    fixed: new Map([...input.members, ...input.fixed].map((each) => [each.id, each])),
    fixedSlots: new Map(),
    locked: groupBy(input.locked, ({ name }) => name),
    refusals: groupBy(input.refused, ({ name }) => name),
    targets: new WeakMap(),
    missing: new Map(),
  };
}

/** A catalogue for the same locked packages and registries, with other members. What is known of the registries is shared. */
export function withMembers(catalogue: Catalogue, members: readonly Member[]): Catalogue {
  const changed = createCatalogue({ ...catalogue.input, members });
  // What stands in for a package of a registry has its place among the versions of that one.
  if ([...changed.fixed.values()].some(({ patches }) => patches !== undefined)) return changed;
  const { slots, families, targets, missing } = catalogue;
  return { ...changed, slots, families, targets, missing };
}

/** With what a dependency can be met, newest slot first. `undefined` where nothing is at hand about the package. */
export function targetsOf(
  catalogue: Catalogue,
  owner: Candidate,
  dependency: ManifestDependency,
): readonly Target[] | undefined {
  if (dependency.fixed !== undefined) return [fixedTarget(catalogue, dependency.fixed)];
  const known = catalogue.targets.get(dependency);
  if (known !== undefined) return known;
  const family = familyOf(catalogue, dependency.package, registryOf(owner, dependency));
  if (family.slots === undefined) return undefined;
  const targets = targetsIn(family, dependency.requirement);
  catalogue.targets.set(dependency, targets);
  return targets;
}

/** A member or fixed package in its slot. Throws RangeError for an id that the input does not have. */
export function fixedTarget(catalogue: Catalogue, id: string): Target {
  const slot = fixedSlot(catalogue, id);
  const value = slot.candidates.findIndex(({ fixed }) => fixed?.id === id) + 1;
  return targetOf(slot, oneValue(sizeOf(slot), value));
}

function fixedSlot(catalogue: Catalogue, id: string): Slot {
  const fixed = catalogue.fixed.get(id);
  if (fixed === undefined) throw new RangeError(`there is no package ${id}`);
  // A package that stands in for one of a registry has its place among the versions of that one.
  if (fixed.patches !== undefined) familyOf(catalogue, fixed.name, fixed.patches);
  const known = catalogue.fixedSlots.get(id);
  if (known !== undefined) return known;
  const [slot] = addSlots(catalogue, [fixedCandidate(fixed, lockEntry(catalogue, fixed))], fixed.source ?? id);
  return slot as Slot;
}

/** The slot of a locked package of a registry; `undefined` where the index at hand does not have its version. */
export function lockedSlot(catalogue: Catalogue, { name, version, source }: LockedPackage): Slot | undefined {
  if (source === undefined) return undefined;
  const { slots } = familyOf(catalogue, name, source);
  return slots?.find(({ candidates, locked }) => candidates[locked - 1]?.version.raw === version);
}

function familyOf(catalogue: Catalogue, name: string, source: string): Family {
  const key = `${name} ${source}`;
  let family = catalogue.families.get(key);
  if (family === undefined) {
    const candidates = candidatesOf(catalogue, name, source);
    family = { slots: candidates && addSlots(catalogue, candidates, source), targets: new Map() };
    catalogue.families.set(key, family);
  }
  return family;
}

function addSlots({ slots, fixedSlots }: Catalogue, candidates: readonly Candidate[], source: string): Slot[] {
  const added = slotsOf(candidates, source, slots.length);
  for (const slot of added) {
    slots.push(slot);
    for (const { fixed } of slot.candidates) if (fixed !== undefined) fixedSlots.set(fixed.id, slot);
  }
  return added;
}

/** The registry in which a dependency is looked for, as Cargo.lock writes it. */
function registryOf(owner: Candidate, { registry }: ManifestDependency): string {
  if (registry !== undefined) return registry.startsWith('sparse+') ? registry : `registry+${registry}`;
  return owner.fixed === undefined && owner.source !== undefined ? owner.source : CRATES_IO;
}
