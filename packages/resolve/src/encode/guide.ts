import { candidateOf } from '../cargo/family.js';
import { ITSELF } from '../cargo/features.js';
import { lockedDependencies } from '../cargo/locked.js';
import { firstValue, type Guide, hasValue, type ValueSet } from '../search/index.js';
import { expand } from './expand.js';
import { lockLayer } from './layer.js';
import type { Problem } from './problem.js';
import { type ChoiceVariable, type FlagVariable, flagVariable, type SlotVariable } from './variables.js';

/** Steers a search: what is locked first, then the newest; and tells it of a package when that is reached. */
export function guide(problem: Problem): Guide {
  const { search, subjects } = problem;
  return {
    choose: (variable, domain) => {
      const subject = subjects[variable];
      if (subject?.kind === 'slot' && hasValue(domain, subject.slot.locked) && subject.slot.locked > 0) {
        return subject.slot.locked;
      }
      return (
        (subject?.kind === 'choice' ? preferred(problem, subject, domain) : undefined) ?? firstValue(domain, 1) ?? 0
      );
    },
    onValue: (variable, value) => {
      const subject = subjects[variable];
      if (subject === undefined || value === 0) return;
      if (subject.kind === 'flag') {
        const slotValue = search.soleValue(subject.of.variable);
        if (slotValue !== undefined && slotValue > 0) expand(problem, subject, slotValue);
      }
      if (subject.kind === 'slot') expandAll(problem, subject, value);
    },
  };
}

function expandAll(problem: Problem, of: SlotVariable, value: number): void {
  expand(problem, flagVariable(problem, of, lockLayer(problem), ITSELF), value);
  for (const flags of of.flags) {
    for (const flag of flags?.values() ?? []) {
      if (!flag.expanded.includes(value) && isOn(problem, flag)) expand(problem, flag, value);
    }
  }
}

function isOn({ search }: Problem, { variable }: FlagVariable): boolean {
  return (search.soleValue(variable) ?? 0) > 0;
}

/** The way in which the lock file meets a dependency now; else a package that it has anyway. */
function preferred(
  { catalogue, search }: Problem,
  { by, targets }: ChoiceVariable,
  domain: ValueSet,
): number | undefined {
  const kept = targets.map(({ slot, values }, index) => ({
    slot,
    value: index + 1,
    isKept: hasValue(values, slot.locked) && slot.locked > 0,
  }));
  const possible = kept.filter(({ value, isKept }) => isKept && hasValue(domain, value));
  const owner = candidateOf(by.slot, search.soleValue(by.variable) ?? 0);
  const now = owner.locked === undefined ? [] : lockedDependencies(catalogue, owner.locked);
  const asNow = possible.find(({ slot }) => now.some((each) => each === candidateOf(slot, slot.locked).locked));
  return (asNow ?? possible[0])?.value;
}
