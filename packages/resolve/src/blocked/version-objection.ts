import { candidateOf, type Slot } from '../cargo/family.js';
import { consequencesOf, requestedFeatures } from '../cargo/features.js';
import { barredBecause, detailsOf, type Objection, unfitBecause } from '../cargo/objection.js';
import type { BlockedWhy } from '../output.js';
import { hasValue } from '../search/index.js';
import { ownerOf, type ProofFacts, type Required, targetsFor } from './proof-facts.js';

/** What a proof holds against a version in itself: that it must not be used, or cannot be built with a baseline. */
export function faultOf({ problem, barred, unfit }: ProofFacts, slot: Slot, value: number): Objection | undefined {
  const { catalogue } = problem;
  const candidate = candidateOf(slot, value);
  if (barred.has(slot)) {
    const objection = barredBecause(catalogue, candidate);
    if (objection !== undefined) return objection;
  }
  for (const { layer } of unfit.get(slot) ?? []) {
    const objection = layer.baseline === undefined ? undefined : unfitBecause(catalogue, candidate, layer.baseline);
    if (objection !== undefined) return objection;
  }
  return undefined;
}

/** What a proof holds against a version because of the feature that a requirement asks for. */
export function featureFault(
  { lacksFeature }: ProofFacts,
  { dependency, feature }: Required,
  slot: Slot,
  value: number,
): BlockedWhy | undefined {
  const asked = feature === undefined ? requestedFeatures(dependency) : [feature];
  const flagged = new Set((lacksFeature.get(slot) ?? []).map(({ flag }) => flag));
  const details = detailsOf(candidateOf(slot, value));
  const lacked = asked.find(
    (each) => flagged.has(each) && details !== undefined && consequencesOf(details, each) === undefined,
  );
  return lacked === undefined ? undefined : { kind: 'lacks-feature', feature: lacked };
}

/**
 * What a proof holds against a version because of another package: one that requires another version, or that links the same
 * library.
 */
export function clash(facts: ProofFacts, required: Required, slot: Slot, value: number): BlockedWhy | undefined {
  for (const other of facts.requiredOf.get(slot) ?? []) {
    const target = targetsFor(facts.problem, other).find((each) => each.slot === slot);
    if (other.by.of === required.by.of || target === undefined || hasValue(target.values, value)) continue;
    return { kind: 'clashes', with: ownerOf(other).name, requirement: other.dependency.requirement };
  }
  for (const { library, slots } of facts.links) {
    const other = slots.find((each) => each !== slot);
    if (!slots.includes(slot) || other === undefined) continue;
    if (detailsOf(candidateOf(slot, value))?.links === library) return { kind: 'links', library, other: other.name };
  }
  return undefined;
}
