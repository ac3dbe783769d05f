import type { IndexVersion } from '@assay/registry';
import type { ManifestDependency } from '../input.js';

/**
 * What can be asked of a package: itself (the empty text), an optional dependency (`dep:name`), or a feature.
 * https://doc.rust-lang.org/cargo/reference/features.html
 */
export type Flag = string;

/** The package itself. */
export const ITSELF: Flag = '';

/** What a flag of a version brings with it. */
export type Consequence =
  | { kind: 'flag'; flag: Flag }
  /** A dependency, with the features that it is asked for with. */
  | { kind: 'dependency'; dependency: ManifestDependency }
  /** A feature of a dependency; where `weak`, only if something else brings the dependency. */
  | { kind: 'dependency feature'; dependency: ManifestDependency; feature: string; weak: boolean };

/** What a flag of a version brings with it; `undefined` where the version does not have it. */
export function consequencesOf(version: IndexVersion, flag: Flag): readonly Consequence[] | undefined {
  let byFlag = known.get(version);
  if (byFlag === undefined) {
    byFlag = new Map();
    known.set(version, byFlag);
  }
  // A plan goes over the same packages many times.
  let consequences = byFlag.get(flag);
  if (consequences === undefined && !byFlag.has(flag)) {
    consequences = workOut(version, flag);
    byFlag.set(flag, consequences);
  }
  return consequences;
}

const known = new WeakMap<IndexVersion, Map<Flag, readonly Consequence[] | undefined>>();

function workOut(version: IndexVersion, flag: Flag): readonly Consequence[] | undefined {
  if (flag === ITSELF) return dependencies(version.dependencies.filter(({ optional }) => !optional));
  if (flag.startsWith('dep:')) return dependencies(optionalDependencies(version, flag.slice('dep:'.length)));
  const values = valuesOfFeature(version, flag);
  // Every package can be asked for its default features.
  if (values === undefined) return flag === 'default' ? [] : undefined;
  return values.flatMap((value) => consequencesOfValue(version, value));
}

/** Every feature that a version has, those among them that optional dependencies make. */
export function featureNames(version: IndexVersion): string[] {
  const { dependencies, features } = version;
  const optional = dependencies.flatMap((each) => (each.optional ? [each.name] : []));
  return [...new Set([...Object.keys(features), ...optional.filter((name) => isImplicit(version, name))])];
}

/** The features that a dependency asks for. */
export function requestedFeatures({ features, defaultFeatures }: ManifestDependency): readonly string[] {
  return defaultFeatures ? ['default', ...features] : features;
}

function valuesOfFeature(version: IndexVersion, feature: string): readonly string[] | undefined {
  if (Object.hasOwn(version.features, feature)) return version.features[feature];
  return isImplicit(version, feature) ? [`dep:${feature}`] : undefined;
}

/**
 * Does an optional dependency make a feature of its name?
 * https://doc.rust-lang.org/cargo/reference/features.html#optional-dependencies
 */
function isImplicit(version: IndexVersion, name: string): boolean {
  if (Object.hasOwn(version.features, name) || optionalDependencies(version, name).length === 0) return false;
  return !explicitDependencies(version).has(`dep:${name}`);
}

const explicit = new WeakMap<IndexVersion, ReadonlySet<string>>();

/** Every `dep:name` that a feature has. */
function explicitDependencies(version: IndexVersion): ReadonlySet<string> {
  let values = explicit.get(version);
  if (values === undefined) {
    values = new Set(
      Object.values(version.features).flatMap((each) => each.filter((value) => value.startsWith('dep:'))),
    );
    explicit.set(version, values);
  }
  return values;
}

function consequencesOfValue(version: IndexVersion, value: string): Consequence[] {
  const slash = value.indexOf('/');
  if (slash === -1) return [{ kind: 'flag', flag: value }];
  const weak = value[slash - 1] === '?';
  const name = value.slice(0, weak ? slash - 1 : slash);
  const feature = value.slice(slash + 1);
  const features = version.dependencies
    .filter((each) => each.name === name)
    .map(
      (dependency): Consequence => ({
        kind: 'dependency feature',
        dependency,
        feature,
        weak: weak && dependency.optional,
      }),
    );
  if (weak || optionalDependencies(version, name).length === 0) return features;
  const own = valuesOfFeature(version, name) === undefined ? [] : [name];
  return [...[`dep:${name}`, ...own].map((flag): Consequence => ({ kind: 'flag', flag })), ...features];
}

function dependencies(all: readonly ManifestDependency[]): Consequence[] {
  return all.map((dependency) => ({ kind: 'dependency', dependency }));
}

function optionalDependencies({ dependencies }: IndexVersion, name: string): ManifestDependency[] {
  return dependencies.filter((each) => each.optional && each.name === name);
}
