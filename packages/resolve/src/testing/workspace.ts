import { groupBy } from '@assay/evidence';
import {
  compareCrateVersions,
  type IndexVersion,
  type ListedVersion,
  parseCrateVersion,
  parseRequirement,
  satisfies,
} from '@assay/registry';
import {
  CRATES_IO,
  type FixedPackage,
  type LockedPackage,
  type ManifestDependency,
  type Member,
  type PlanInput,
} from '../input.js';

/** What differs from an ordinary dependency. */
export type DependencyOptions = Partial<Omit<ManifestDependency, 'package' | 'requirement'>>;

/** A normal dependency without features, unless the options say otherwise. */
export function dependency(
  packageName: string,
  requirement: string,
  options: DependencyOptions = {},
): ManifestDependency {
  return {
    ...{ name: packageName, package: packageName, requirement, kind: 'normal', optional: false, defaultFeatures: true },
    ...{ features: [], target: undefined, registry: undefined },
    ...options,
  };
}

/** A version of a registry: `name 1.2.3`. It declares Rust 1.70, unless the options say otherwise. */
export function version(
  text: string,
  options: Partial<IndexVersion> & { rust?: string | undefined } = {},
): IndexVersion {
  const [name = '', number = ''] = text.split(' ');
  const { rust, ...others } = { rust: '1.70', ...options };
  return {
    ...{ name, version: number, checksum: `sum of ${text}`, yanked: false, rustVersion: rust, published: undefined },
    ...{ links: undefined, dependencies: [], features: {} },
    ...others,
  };
}

/** A member `name` 0.0.0 with the baseline 1.85.0, unless the options say otherwise. */
export function member(name: string, options: Partial<Member> = {}): Member {
  return { ...fixedPackage(name), baseline: '1.85.0', judgedFeatures: ['default'], ...options };
}

/** A path package `name` 0.0.0. */
export function fixedPackage(name: string, options: Partial<FixedPackage> = {}): FixedPackage {
  return {
    ...{ id: `path+file:///${name}`, name, version: '0.0.0', source: undefined, rustVersion: undefined },
    ...{ links: undefined, dependencies: [], features: {} },
    ...options,
  };
}

/**
 * A workspace, the versions that the registry has, and those that are locked, as `name 1.2.3`. Dependencies for Windows are not
 * built.
 */
export interface Workspace extends Partial<Omit<PlanInput, 'members' | 'versionsOf' | 'locked'>> {
  members: readonly Member[];
  index: readonly IndexVersion[];
  locked: readonly string[];
  /** Packages about which nothing is at hand. Of all others it is known that there are none. */
  unknown?: readonly string[];
}

/** What a plan for a workspace is made from. */
export function inputOf({ members, index, locked, unknown = [], fixed = [], ...others }: Workspace): PlanInput {
  const byName = groupBy(index, ({ name }) => name);
  const local = [...members, ...fixed].map((each) => ({ ...each, checksum: undefined }));
  const published = locked.map((text) => ({ ...found(index, text), source: CRATES_IO }));
  return {
    members,
    fixed,
    locked: [...local, ...published].map((each) => lockedPackage(each, [...local, ...published])),
    versionsOf: (_, name) => (unknown.includes(name) ? undefined : listed(byName.get(name) ?? [])),
    builds: ({ target }) => target !== 'cfg(windows)',
    refused: [],
    ...others,
  };
}

function found(index: readonly IndexVersion[], text: string): IndexVersion {
  const version = index.find((each) => `${each.name} ${each.version}` === text);
  if (version === undefined) throw new Error(`the index has no ${text}`);
  return version;
}

function listed(versions: readonly IndexVersion[]): ListedVersion[] {
  const newestFirst = [...versions].sort((a, b) => compareCrateVersions(b.version, a.version));
  return newestFirst.map((details) => {
    const version = parseCrateVersion(details.version);
    if (version === undefined) throw new Error(`${details.version} is no version`);
    return { version, read: () => ({ state: 'known', details }) };
  });
}

type Entry = Pick<LockedPackage, 'name' | 'version' | 'source' | 'checksum'> & Pick<FixedPackage, 'dependencies'>;

/** Depends on the newest locked package that satisfies each of its requirements. */
function lockedPackage({ name, version, source, checksum, dependencies }: Entry, all: readonly Entry[]): LockedPackage {
  const met = dependencies.flatMap((each) => {
    const requirement = parseRequirement(each.requirement);
    const fitting = all.filter(
      (other) => other.name === each.package && requirement !== undefined && satisfies(other.version, requirement),
    );
    return fitting.sort((a, b) => compareCrateVersions(b.version, a.version)).slice(0, 1);
  });
  return {
    name,
    version,
    source,
    checksum,
    dependencies: [...new Set(met.map((each) => `${each.name} ${each.version}`))],
  };
}
