import path from 'node:path';
import { isWorldError, type World } from '@assay/host';
import { type IndexVersion, identifyIndex, indexPath, openIndexes, type RegistryIndex } from '@assay/registry';
import { type CargoLock, compareVersions, parseVersion, type ReleaseToolchain } from '@assay/rust';

/** crates.io, as Cargo.lock has it. */
const CRATES_IO = 'registry+https://github.com/rust-lang/crates.io-index';

/** The first Cargo that reads the index of crates.io over HTTP: https://doc.rust-lang.org/cargo/CHANGELOG.html#cargo-168-2023-03-09 */
const SPARSE_SINCE = { major: 1, minor: 68, patch: 0 };

/**
 * Flags that give an old Cargo what newer ones keep of crates.io: it reads an index of another form, which nobody has on a machine of
 * today. The locked versions become a local registry in Assay's own folder, with the archives that the pinned Cargo has downloaded; their
 * checksums are those of the lock file, which Cargo compares. None for a Cargo that needs no help.
 * https://doc.rust-lang.org/cargo/reference/source-replacement.html#local-registry-sources
 */
export async function localRegistryFlags(
  world: World,
  toolchain: ReleaseToolchain,
  lock: CargoLock,
): Promise<string[]> {
  const locked = lock.packages.filter(({ source }) => source === CRATES_IO);
  if (!needsLocalRegistry(toolchain) || locked.length === 0) return [];
  const index = await indexOfCratesIo(world, lock);
  if (index === undefined) return [];
  const lines = new Map<string, string[]>();
  for (const each of locked) {
    const details = await detailsIn(index, each);
    if (details === undefined) continue;
    lines.set(each.name, [...(lines.get(each.name) ?? []), JSON.stringify(indexLine(details))]);
    await copyArchive(world, each);
  }
  for (const [name, entries] of lines) {
    await world.putInScratch(path.posix.join(FOLDER, 'index', indexPath(name)), `${entries.join('\n')}\n`);
  }
  const folder = path.join(world.scratch, FOLDER);
  return [
    ...['--config', 'source.crates-io.replace-with="assay-locked"'],
    ...['--config', `source.assay-locked.local-registry=${JSON.stringify(folder)}`, '--offline'],
  ];
}

/** Is its Cargo too old to read the index of crates.io over HTTP? */
export function needsLocalRegistry({ identity }: ReleaseToolchain): boolean {
  const release = parseVersion(identity.release);
  return release !== undefined && compareVersions(release, SPARSE_SINCE) < 0;
}

const FOLDER = 'registry';

async function indexOfCratesIo(world: World, lock: CargoLock): Promise<RegistryIndex | undefined> {
  const locked = lock.packages.flatMap(({ name, version, source, checksum }) =>
    source === CRATES_IO && checksum !== undefined ? [{ name, version, checksum }] : [],
  );
  const found = await identifyIndex(await openIndexes(world), locked);
  if (found.state === 'identified') return found.index;
  return found.state === 'several' ? found.indexes[0] : undefined;
}

async function detailsIn(
  index: RegistryIndex,
  { name, version }: { name: string; version: string },
): Promise<IndexVersion | undefined> {
  const list = await index.versionsOf(name);
  if (list.state !== 'known') return undefined;
  const entry = list.versions.find((listed) => listed.version.raw === version)?.read();
  return entry?.state === 'known' ? entry.details : undefined;
}

/** A line of an index, in the form that every Cargo since 1.60 reads. */
function indexLine({ name, version, checksum, links, dependencies, features }: IndexVersion): object {
  return {
    ...{ name, vers: version, cksum: checksum, features, yanked: false, v: 2 },
    ...(links === undefined ? {} : { links }),
    deps: dependencies.map((each) => ({
      ...{ name: each.name, req: each.requirement, features: each.features, optional: each.optional },
      ...{ default_features: each.defaultFeatures, target: each.target ?? null, kind: each.kind },
      ...(each.package === each.name ? {} : { package: each.package }),
      ...(each.registry === undefined ? {} : { registry: each.registry }),
    })),
  };
}

/** What was never downloaded is for another target or feature; should it be needed all the same, Cargo says so. */
async function copyArchive(world: World, { name, version }: { name: string; version: string }): Promise<void> {
  const archive = `${name}-${version}.crate`;
  const cache = path.join(world.anchors.cargoHome ?? '', 'registry', 'cache');
  for (const registry of await foldersIn(world, cache)) {
    const file = path.join(cache, registry, archive);
    if ((await world.files.kind(file)) !== 'file') continue;
    await world.putInScratch(path.posix.join(FOLDER, archive), { copyOf: file });
    return;
  }
}

async function foldersIn(world: World, folder: string): Promise<string[]> {
  try {
    return await world.files.list(folder);
  } catch (error) {
    if (isWorldError(error, 'not-found')) return [];
    throw error;
  }
}
