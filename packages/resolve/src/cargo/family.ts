import { groupBy } from '@assay/evidence';
import { compatibilityRange, parseRequirement } from '@assay/registry';
import { addValue, allValues, isEmpty, noValues, type ValueSet, without } from '../search/index.js';
import type { Candidate } from './candidate.js';
import { onlyRangeOf, satisfyingIndexes } from './matching.js';

/**
 * The place for the one version that a build may have of a package in a range of compatible versions. As a variable of a search
 * it has the value 0 for none, and n for the n-th candidate.
 * https://doc.rust-lang.org/cargo/reference/resolver.html#semver-compatibility
 */
export interface Slot {
  /** Tells it from all others of a catalogue. */
  index: number;
  name: string;
  /** The registry, as Cargo.lock has it; the id of a fixed package that has none. */
  source: string;
  range: string;
  /** Newest first. */
  candidates: readonly Candidate[];
  /** The value that it has in the present lock file. */
  locked: number;
}

/** Values of a slot that satisfy a requirement. */
export interface Target {
  slot: Slot;
  values: ValueSet;
  /** All other values, that of no package among them. */
  others: ValueSet;
}

/** All slots of one package of one registry. */
export interface Family {
  /** Newest first; `undefined` where nothing is at hand about the package. */
  slots: readonly Slot[] | undefined;
  /** By requirement. */
  targets: Map<string, readonly Target[]>;
}

/** Versions of a package, newest first, by the range in which only one of them may be. */
export function slotsOf(candidates: readonly Candidate[], source: string, firstIndex: number): Slot[] {
  const ranges = [...groupBy(candidates, ({ version }) => compatibilityRange(version))];
  return ranges.map(([range, inRange], position) => ({
    index: firstIndex + position,
    name: inRange[0]?.name ?? '',
    source,
    range,
    candidates: inRange,
    locked: inRange.findIndex(({ locked }) => locked !== undefined) + 1,
  }));
}

/** Where a requirement can be met, newest slot first. None where Cargo would refuse the requirement itself. */
export function targetsIn(family: Family, requirement: string): readonly Target[] {
  let targets = family.targets.get(requirement);
  if (targets === undefined) {
    targets = matching(family.slots ?? [], requirement);
    family.targets.set(requirement, targets);
  }
  return targets;
}

function matching(slots: readonly Slot[], text: string): Target[] {
  const requirement = parseRequirement(text);
  if (requirement === undefined) return [];
  const onlyRange = onlyRangeOf(requirement);
  const targets: Target[] = [];
  for (const slot of slots) {
    if (onlyRange !== undefined && slot.range !== onlyRange) continue;
    const values = noValues(sizeOf(slot));
    for (const index of satisfyingIndexes(slot.candidates, requirement)) addValue(values, index + 1);
    if (!isEmpty(values)) targets.push(targetOf(slot, values));
  }
  return targets;
}

/** Some values of a slot, with which a requirement is met. */
export function targetOf(slot: Slot, values: ValueSet): Target {
  return { slot, values, others: without(allValues(sizeOf(slot)), values) };
}

/** The values of a slot whose candidates pass a test. */
export function valuesThat(slot: Slot, test: (candidate: Candidate) => boolean): ValueSet {
  const values = noValues(sizeOf(slot));
  for (const [index, candidate] of slot.candidates.entries()) if (test(candidate)) addValue(values, index + 1);
  return values;
}

/** How many values a slot has as a variable. */
export function sizeOf({ candidates }: Slot): number {
  return candidates.length + 1;
}

/** The candidate that a value of a slot stands for. Throws RangeError for any other value. */
export function candidateOf({ candidates }: Slot, value: number): Candidate {
  const candidate = candidates[value - 1];
  if (candidate === undefined) throw new RangeError(`${value} stands for no candidate`);
  return candidate;
}
