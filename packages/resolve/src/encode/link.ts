import { type Slot, valuesThat } from '../cargo/family.js';
import { detailsOf } from '../cargo/objection.js';
import type { Term } from '../search/index.js';
import type { Problem } from './problem.js';
import { type SlotVariable, slotVariable } from './variables.js';

/**
 * Says that of the packages that link a native library only one may be there. Told for each slot when a version of it that
 * links the library is met. https://doc.rust-lang.org/cargo/reference/resolver.html#links
 */
export function linkLibrary(problem: Problem, { slot }: SlotVariable, library: string): void {
  const others = problem.links.get(library) ?? new Set();
  if (others.has(slot)) return;
  for (const other of others) {
    problem.search.forbid([linking(problem, slot, library), linking(problem, other, library)], {
      ...{ kind: 'links', library, slots: [slot, other] },
    });
  }
  problem.links.set(library, others.add(slot));
}

function linking(problem: Problem, slot: Slot, library: string): Term {
  const values = valuesThat(slot, (candidate) => detailsOf(candidate)?.links === library);
  return { variable: slotVariable(problem, slot).variable, values };
}
