import type { Candidate } from '../cargo/candidate.js';
import { type Catalogue, fixedTarget } from '../cargo/catalogue.js';
import { candidateOf, type Target } from '../cargo/family.js';
import { type Flag, featureNames } from '../cargo/features.js';
import { detailsOf } from '../cargo/objection.js';
import type { Member } from '../input.js';
import { firstValue } from '../search/index.js';
import { isLock, type Layer } from './layer.js';

/** A member, and the features that are asked of it from the start. */
export interface Start {
  target: Target;
  start: Candidate;
  flags: readonly Flag[];
}

/**
 * The members of a layer: with all features in the lock file, as Cargo has them, and with those that are judged where they are
 * built.
 */
export function startsOf(catalogue: Catalogue, layer: Layer): Start[] {
  const { members } = catalogue.input;
  return members
    .filter(({ baseline }) => isLock(layer) || baseline === layer.baseline)
    .map((member) => startOf(catalogue, member, layer));
}

function startOf(catalogue: Catalogue, { id, judgedFeatures }: Member, layer: Layer): Start {
  const target = fixedTarget(catalogue, id);
  const start = candidateOf(target.slot, firstValue(target.values, 1) ?? 0);
  const details = detailsOf(start);
  const features = details === undefined ? [] : featureNames(details);
  return { target, start, flags: isLock(layer) ? features : features.filter((each) => judgedFeatures.includes(each)) };
}
