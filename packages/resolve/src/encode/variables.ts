import { type Slot, sizeOf, type Target } from '../cargo/family.js';
import { type Flag, ITSELF } from '../cargo/features.js';
import { dependencyKey } from '../cargo/key.js';
import type { ManifestDependency } from '../input.js';
import { allValues, oneValue, type Term, type ValueSet, type Variable, without } from '../search/index.js';
import { isLock, type Layer } from './layer.js';
import type { Problem } from './problem.js';

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

/**
 * "This is asked of the package in a slot, in a layer": 0 no, 1 yes. For the package itself in the lock file it is the slot's
 * variable.
 */
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
export function askable(search: Problem['search'], size: number): Askable {
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
