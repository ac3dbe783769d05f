import type { Catalogue } from '../cargo/catalogue.js';
import type { Slot } from '../cargo/family.js';
import type { Flag } from '../cargo/features.js';
import type { ManifestDependency } from '../input.js';
import { createSearch, type Search, type ValueSet } from '../search/index.js';
import type { Layer } from './layer.js';
import type { ChoiceVariable, FlagVariable, SlotVariable } from './variables.js';

/** Why something is forbidden. */
export type Cause =
  /** A package, in one of some versions, requires another one, or a feature of it. */
  | {
      kind: 'requires';
      by: FlagVariable;
      values: ValueSet;
      dependency: ManifestDependency;
      feature: string | undefined;
    }
  /** Some versions must not be chosen at all. */
  | { kind: 'barred'; slot: Slot }
  /** Some versions do not fit a baseline. */
  | { kind: 'unfit'; slot: Slot; layer: Layer }
  | { kind: 'lacks feature'; slot: Slot; flag: Flag }
  | { kind: 'links'; library: string; slots: readonly [Slot, Slot] }
  /** It is assumed, for the time being, because fewer changes would follow from it. */
  | { kind: 'hope' }
  | { kind: 'always' };

/** A search for a lock file, and what its variables mean. */
export interface Problem {
  catalogue: Catalogue;
  search: Search<Cause>;
  /** The first is the lock file. */
  layers: readonly Layer[];
  /** Are dev-dependencies of members held to their baseline too? */
  devHeld: boolean;
  /** By index of the slot. */
  slots: (SlotVariable | undefined)[];
  /** By variable. */
  subjects: (SlotVariable | FlagVariable | ChoiceVariable | undefined)[];
  /** By native library: the slots that may link it. */
  links: Map<string, Set<Slot>>;
}

/** A problem of which nothing is forbidden yet. */
export function createProblem(catalogue: Catalogue, devHeld: boolean): Problem {
  const baselines = [...new Set(catalogue.input.members.map(({ baseline }) => baseline))];
  const layers = [undefined, ...baselines].map((baseline, index) => ({ index, baseline }));
  return { catalogue, search: createSearch(), layers, devHeld, slots: [], subjects: [], links: new Map() };
}
