import type { Catalogue } from '../cargo/catalogue.js';
import { type Slot, sizeOf, type Target } from '../cargo/family.js';
import { type Flag, ITSELF } from '../cargo/features.js';
import { dependencyKey } from '../cargo/key.js';
import type { ManifestDependency } from '../input.js';
import {
  allValues,
  createSearch,
  oneValue,
  type Search,
  type Term,
  type ValueSet,
  type Variable,
  without,
} from '../search/index.js';

/**
 * One view of the same packages: all that stands in the lock file, or what is built for the members of one baseline. A package of the
 * second kind must fit, and brings only what is built of its dependencies.
 */
export interface Layer {
  index: number;
  /** `undefined` for the whole lock file. */
  baseline: string | undefined;
}

/** A variable whose value 0 says that it is not asked for. */
export interface Askable {
  variable: Variable;
  /** "It is asked for." */
  asked: Term;
  /** "It is not asked for." */
  notAsked: Term;
}

/** A slot as a variable. */
export interface SlotVariable extends Askable {
  kind: 'slot';
  slot: Slot;
  /** Values whose dependencies were looked at. */
  looked: Set<number>;
  /** What is asked of the package, by index of the layer and flag. */
  flags: Map<Flag, FlagVariable>[];
  /** By dependency: for those that more than one slot can meet. */
  choices: Map<string, ChoiceVariable>;
}

/** "This is asked of the package in a slot, in a layer": 0 no, 1 yes. For the package itself in the lock file it is the slot's variable. */
export interface FlagVariable extends Askable {
  kind: 'flag';
  of: SlotVariable;
  layer: Layer;
  flag: Flag;
  /** Values of the slot for which the search knows what the flag brings. */
  expanded: number[];
  /** By consequence: the values of the slot that have it. Made when a second value is expanded. */
  shared: Map<string, ValueSet> | undefined;
}

/** By which slot a dependency is met: n for the n-th target. */
export interface ChoiceVariable extends Askable {
  kind: 'choice';
  by: SlotVariable;
  dependency: ManifestDependency;
  targets: readonly Target[];
}

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

/** The variable of a slot. */
export function slotVariable({ search, slots, subjects }: Problem, slot: Slot): SlotVariable {
  const known = slots[slot.index];
  if (known !== undefined) return known;
  const made: SlotVariable = {
    kind: 'slot',
    ...askable(search, sizeOf(slot)),
    slot,
    looked: new Set(),
    flags: [],
    choices: new Map(),
  };
  slots[slot.index] = made;
  subjects[made.variable] = made;
  return made;
}

/** Adds a variable that can be asked for. */
export function askable(search: Search<Cause>, size: number): Askable {
  const variable = search.variable(size);
  const zero = oneValue(size, 0);
  return {
    variable,
    asked: { variable, values: without(allValues(size), zero) },
    notAsked: { variable, values: zero },
  };
}

/** The slots of which a problem has variables. */
export function knownSlots({ slots }: Pick<Problem, 'slots'>): SlotVariable[] {
  return slots.filter((each) => each !== undefined);
}

/** The variable for what is asked of the package in a slot. */
export function flagVariable({ search, subjects }: Problem, of: SlotVariable, layer: Layer, flag: Flag): FlagVariable {
  of.flags[layer.index] ??= new Map();
  const flags = of.flags[layer.index] as Map<Flag, FlagVariable>;
  const known = flags.get(flag);
  if (known !== undefined) return known;
  const isSlot = flag === ITSELF && isLock(layer);
  const { variable, asked, notAsked } = isSlot ? of : askable(search, 2);
  const made: FlagVariable = {
    kind: 'flag',
    variable,
    asked,
    notAsked,
    of,
    layer,
    flag,
    expanded: [],
    shared: undefined,
  };
  flags.set(flag, made);
  if (!isSlot) subjects[variable] = made;
  return made;
}

/** The variable for the way in which a dependency of the package in a slot is met, where more than one slot can meet it. */
export function choiceVariable(
  { search, subjects }: Problem,
  by: SlotVariable,
  dependency: ManifestDependency,
  targets: readonly Target[],
): ChoiceVariable {
  const key = dependencyKey(dependency);
  const known = by.choices.get(key);
  if (known !== undefined) return known;
  const made: ChoiceVariable = { kind: 'choice', ...askable(search, targets.length + 1), by, dependency, targets };
  by.choices.set(key, made);
  subjects[made.variable] = made;
  return made;
}

/** The layer of all that stands in the lock file. */
export function lockLayer({ layers }: Pick<Problem, 'layers'>): Layer {
  const layer = layers.find(isLock);
  if (layer === undefined) throw new RangeError('no layer is that of the lock file');
  return layer;
}

/** Is it the layer of all that stands in the lock file? */
export function isLock({ baseline }: Layer): boolean {
  return baseline === undefined;
}
