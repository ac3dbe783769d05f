import { ITSELF } from '../cargo/features.js';
import { isLock } from './layer.js';
import type { Problem } from './problem.js';
import { startsOf } from './start.js';
import { flagVariable, slotVariable } from './variables.js';

/** Asks for the members, in each layer that has them. */
export function demandMembers(problem: Problem): void {
  const { catalogue, layers, search } = problem;
  for (const layer of layers) {
    for (const { target, flags } of startsOf(catalogue, layer)) {
      const of = slotVariable(problem, target.slot);
      if (isLock(layer)) {
        search.forbid([{ variable: of.variable, values: target.others }], { kind: 'always' });
      }
      for (const flag of [ITSELF, ...flags]) {
        search.forbid([flagVariable(problem, of, layer, flag).notAsked], { kind: 'always' });
      }
    }
  }
}
