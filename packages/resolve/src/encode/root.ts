import { ITSELF } from '../cargo/features.js';
import { allValues, without } from '../search/index.js';
import { flagVariable, isLock, isNotAsked, type Problem, slotVariable } from './problem.js';
import { startsOf } from './start.js';

/** Asks for the members, in each layer that has them. */
export function demandMembers(problem: Problem): void {
  const { catalogue, layers, search } = problem;
  for (const layer of layers) {
    for (const { target, flags } of startsOf(catalogue, layer)) {
      const of = slotVariable(problem, target.slot);
      if (isLock(layer)) {
        const others = without(allValues(search.sizeOf(of.variable)), target.values);
        search.forbid([{ variable: of.variable, values: others }], { kind: 'always' });
      }
      for (const flag of [ITSELF, ...flags]) {
        search.forbid([isNotAsked(problem, flagVariable(problem, of, layer, flag))], { kind: 'always' });
      }
    }
  }
}
