import type { ManifestDependency } from '../input.js';
import type { Consequence } from './features.js';

const keys = new WeakMap<ManifestDependency, string>();

/** The same text for dependencies that ask for the same in the same way. */
export function dependencyKey(dependency: ManifestDependency): string {
  let key = keys.get(dependency);
  if (key === undefined) {
    const {
      name,
      package: packageName,
      requirement,
      kind,
      optional,
      defaultFeatures,
      target,
      registry,
      fixed,
    } = dependency;
    const parts = [name, packageName, requirement, kind, optional, defaultFeatures, target, registry, fixed];
    key = JSON.stringify([...parts.map((part) => part ?? null), ...dependency.features]);
    keys.set(dependency, key);
  }
  return key;
}

/** The same text for consequences that are the same. */
export function consequenceKey(consequence: Consequence): string {
  switch (consequence.kind) {
    case 'flag':
      return consequence.flag;
    case 'dependency':
      return dependencyKey(consequence.dependency);
    case 'dependency feature':
      return `${consequence.weak ? '?' : '/'}${consequence.feature} ${dependencyKey(consequence.dependency)}`;
  }
}
