import type { Gap } from '@assay/evidence';
import type { Host, World } from '@assay/host';
import { identifyIndex, type ListedVersion, openIndexes, type RegistryIndex } from '@assay/registry';
import type { CargoLock } from '@assay/rust';
import { askIndex } from './ask-index.js';

/** A package of a registry, whose source is written as in Cargo.lock. */
export interface RegistryPackage {
  source: string;
  name: string;
}

/** What is at hand of the registries that a lock file names. */
export interface Registries {
  /** Versions that have been read, newest first; `undefined` for what is not at hand. */
  versionsOf(source: string, name: string): readonly ListedVersion[] | undefined;
  /** Reads what is at hand of these packages; with a network, what is not, too. Returns those that stay unknown. */
  load(packages: readonly RegistryPackage[]): Promise<RegistryPackage[]>;
  gaps: Gap[];
}

/** What a registry may be asked. */
export interface Reach {
  host: Host;
  /** Never use the network. */
  offline: boolean;
}

/**
 * Opens the index caches of the registries of a lock file. A source whose index cannot be told is a gap, and nothing is known of its
 * packages. Throws UserError where Cargo's home is not known; WorldError.
 */
export async function openRegistries(world: World, lock: CargoLock, reach: Reach): Promise<Registries> {
  const found = await openIndexes(world);
  const gaps: Gap[] = [];
  const indexes = new Map<string, readonly RegistryIndex[]>();
  for (const [source, locked] of lockedBySource(lock)) {
    const identified = await identifyIndex(found, locked);
    if (identified.state === 'identified') indexes.set(source, [identified.index]);
    else if (identified.state === 'several') indexes.set(source, identified.indexes);
    else gaps.push(noIndex(source, identified.why));
  }
  return registriesOf(world, indexes, gaps, reach);
}

function registriesOf(
  world: World,
  opened: ReadonlyMap<string, readonly RegistryIndex[]>,
  gaps: Gap[],
  reach: Reach,
): Registries {
  const known = new Map<string, readonly ListedVersion[]>();
  let indexes = opened;
  const read = async (packages: readonly RegistryPackage[]) => {
    const missing: RegistryPackage[] = [];
    for (const each of packages) {
      const lists = await Promise.all((indexes.get(each.source) ?? []).map((index) => index.versionsOf(each.name)));
      const list = lists.find(({ state }) => state === 'known');
      if (list?.state === 'known') known.set(keyOf(each), list.versions);
      else missing.push(each);
    }
    return missing;
  };
  return {
    gaps,
    versionsOf: (source, name) => known.get(keyOf({ source, name })),
    async load(packages) {
      const missing = await read(packages);
      const askable = missing.filter(({ source }) => indexes.has(source));
      if (reach.offline || askable.length === 0) return missing;
      await askIndex(world, reach.host.writer, askable);
      // What Cargo has written since is in files that were looked for in vain before.
      indexes = await reopened(world, indexes);
      return read(missing);
    },
  };
}

async function reopened(
  world: World,
  indexes: ReadonlyMap<string, readonly RegistryIndex[]>,
): Promise<ReadonlyMap<string, readonly RegistryIndex[]>> {
  const found = new Map((await openIndexes(world)).map((index) => [index.folder, index]));
  return new Map([...indexes].map(([source, old]) => [source, old.map((index) => found.get(index.folder) ?? index)]));
}

function lockedBySource({ packages }: CargoLock): Map<string, { name: string; version: string; checksum: string }[]> {
  const bySource = new Map<string, { name: string; version: string; checksum: string }[]>();
  for (const { name, version, source, checksum } of packages) {
    if (source === undefined || checksum === undefined) continue;
    bySource.set(source, [...(bySource.get(source) ?? []), { name, version, checksum }]);
  }
  return bySource;
}

function keyOf({ source, name }: RegistryPackage): string {
  return `${source} ${name}`;
}

function noIndex(source: string, why: string): Gap {
  return {
    what: `which versions there are of the packages from ${source}`,
    why,
    remedy:
      'run cargo fetch --locked where the registry can be reached, with the CARGO_HOME that is used here, and then this again',
  };
}
