import path from 'node:path';
import { UserError } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';
import { parseCacheFile } from './cache-file.js';
import type { CrateVersion } from './crate-version.js';
import { type IndexEntry, readIndexEntry } from './index-entry.js';
import { indexPath, isPackageName, notAPackageName } from './package-name.js';

/** The index of a registry, as far as Cargo keeps it on this machine. How old it is, is not known here. */
export interface RegistryIndex {
  /** Its name below `$CARGO_HOME/registry/index`: a host's name and a hash, from which no source can be concluded. */
  folder: string;
  /** Reads a package's file when it is first asked for. Throws WorldError only when interrupted. */
  versionsOf(name: string): Promise<VersionList>;
}

/** What the index knows of a package. */
export type VersionList =
  /** Every version that was published when Cargo last asked, yanked ones too, newest first. */
  | { state: 'known'; versions: readonly ListedVersion[] }
  /** Cargo keeps nothing about it: it was never asked for, or does not exist. */
  | { state: 'absent' }
  | { state: 'unreadable'; why: string };

/** One version, whose details are read when they are first asked for. */
export interface ListedVersion {
  version: CrateVersion;
  read(): IndexEntry;
}

/**
 * The indexes that Cargo keeps on this machine, by name of folder. None where it never asked a registry. Throws UserError where
 * Cargo's home is not known, WorldError where the folders cannot be listed.
 */
export async function openIndexes(world: World): Promise<RegistryIndex[]> {
  const { cargoHome } = world.anchors;
  if (cargoHome === undefined) {
    throw new UserError('neither CARGO_HOME nor HOME is set, so that Cargo’s registry index cannot be found', {
      remedy: 'set HOME, or CARGO_HOME, to the folder that Cargo uses',
    });
  }
  const home = path.join(cargoHome, 'registry', 'index');
  if ((await world.files.kind(home)) === undefined) return [];
  const indexes: RegistryIndex[] = [];
  for (const folder of await world.files.list(home)) {
    const cache = path.join(home, folder, '.cache');
    if ((await world.files.kind(cache)) === 'folder') indexes.push({ folder, versionsOf: versionsIn(world, cache) });
  }
  return indexes;
}

/** Looks a package up below a folder, each name once. */
function versionsIn(world: World, cache: string): RegistryIndex['versionsOf'] {
  const lists = new Map<string, Promise<VersionList>>();
  return (name) => {
    const list = lists.get(name) ?? readVersions(world, cache, name);
    lists.set(name, list);
    return list;
  };
}

async function readVersions(world: World, cache: string, name: string): Promise<VersionList> {
  if (!isPackageName(name)) return { state: 'unreadable', why: notAPackageName(name) };
  try {
    const file = parseCacheFile(await world.files.read(path.join(cache, indexPath(name))));
    if ('why' in file)
      return { state: 'unreadable', why: `what Cargo keeps of its index is not readable: ${file.why}` };
    const versions = file.versions.map(({ version, json }) => ({ version, read: onceRead(json, name, version.raw) }));
    return { state: 'known', versions };
  } catch (error) {
    if (isWorldError(error, 'not-found')) return { state: 'absent' };
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return { state: 'unreadable', why: error.message };
  }
}

function onceRead(json: Uint8Array, name: string, version: string): () => IndexEntry {
  let entry: IndexEntry | undefined;
  return () => {
    entry ??= readIndexEntry(json, { name, version });
    return entry;
  };
}
