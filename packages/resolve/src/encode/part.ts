import type { Candidate } from '../cargo/candidate.js';
import type { ManifestDependency } from '../input.js';
import { isLock, type Layer } from './layer.js';
import type { Problem } from './problem.js';

/**
 * Is a dependency part of a layer? In the lock file stand dependencies for all targets, and dev-dependencies of members only.
 * What is built for a baseline is less: for the project's targets and hosts, and with dev-dependencies only of that baseline's
 * members, where they count.
 */
export function isPartOf(
  { catalogue, devHeld }: Pick<Problem, 'catalogue' | 'devHeld'>,
  layer: Layer,
  owner: Candidate,
  dependency: ManifestDependency,
): boolean {
  const member = owner.fixed === undefined ? undefined : catalogue.members.get(owner.fixed.id);
  const isDev = dependency.kind === 'dev';
  if (isLock(layer)) return !isDev || member !== undefined;
  return (!isDev || (devHeld && member?.baseline === layer.baseline)) && catalogue.input.builds(dependency);
}
