import { fixedTarget } from '../cargo/catalogue.js';
import { candidateOf } from '../cargo/family.js';
import { featureNames, ITSELF } from '../cargo/features.js';
import { detailsOf } from '../cargo/objection.js';
import type { Member } from '../input.js';
import { allValues, firstValue, without } from '../search/index.js';
import { flagVariable, isLock, isNotAsked, type Layer, type Problem, slotVariable } from './problem.js';

/** Asks for the members: with all features in the lock file, as Cargo does, and with those that are judged where they are built. */
export function demandMembers(problem: Problem): void {
  for (const layer of problem.layers) {
    for (const member of problem.catalogue.input.members) {
      if (isLock(layer) || layer.baseline === member.baseline) demandMember(problem, member, layer);
    }
  }
}

function demandMember(problem: Problem, member: Member, layer: Layer): void {
  const { catalogue, search } = problem;
  const { slot, values } = fixedTarget(catalogue, member.id);
  const of = slotVariable(problem, slot);
  if (isLock(layer)) {
    const others = without(allValues(search.sizeOf(of.variable)), values);
    search.forbid([{ variable: of.variable, values: others }], { kind: 'always' });
  }
  const details = detailsOf(candidateOf(slot, firstValue(values, 1) ?? 0));
  const features = details === undefined ? [] : featureNames(details);
  const asked = isLock(layer) ? features : features.filter((feature) => member.judgedFeatures.includes(feature));
  for (const flag of [ITSELF, ...asked]) {
    search.forbid([isNotAsked(problem, flagVariable(problem, of, layer, flag))], { kind: 'always' });
  }
}
