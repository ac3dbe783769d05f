import { type Gap, UserError } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';
import { identifyIndex, type ListedVersion, openIndexes, type RegistryIndex } from '@assay/registry';
import type { CargoLock } from '@assay/rust';
import type { PublishableMember } from './members.js';

/** crates.io, as Cargo.lock has it. */
const CRATES_IO = 'registry+https://github.com/rust-lang/crates.io-index';

/** What the index of a package's registry has of it, or why that is not known. `absent`: Cargo keeps nothing about it. */
export type PublishedVersions =
  | { versions: readonly ListedVersion[]; by: 'checksums' | 'name' }
  | { why: string; absent: boolean };

/** Finds what was published of a package before. Throws WorldError when interrupted. */
export type FindPublished = (member: Pick<PublishableMember, 'name' | 'registries'>) => Promise<PublishedVersions>;

/**
 * Opens the indexes that Cargo keeps on this machine. That of crates.io is told by the checksums of what is locked from it; where nothing
 * is, or another registry is meant, a package's name alone tells, and it must be the name in one index only. Throws WorldError when
 * interrupted.
 */
export async function openPublished(world: World, lock: CargoLock): Promise<FindPublished> {
  try {
    const indexes = await openIndexes(world);
    const cratesIo = await indexesOfCratesIo(indexes, lock);
    const others = indexes.filter((each) => !cratesIo.includes(each));
    return ({ name, registries }) => {
      const isCratesIo = registries === null || registries.includes('crates-io');
      if (isCratesIo && cratesIo.length > 0) return findIn(cratesIo, name, 'checksums');
      return findIn(isCratesIo ? indexes : others, name, 'name');
    };
  } catch (error) {
    if (!(error instanceof UserError) && !isWorldError(error)) throw error;
    if (isWorldError(error, 'interrupted')) throw error;
    return async () => ({ why: error.message, absent: false });
  }
}

async function indexesOfCratesIo(
  indexes: readonly RegistryIndex[],
  lock: CargoLock,
): Promise<readonly RegistryIndex[]> {
  const locked = lock.packages.flatMap(({ name, version, source, checksum }) =>
    source === CRATES_IO && checksum !== undefined ? [{ name, version, checksum }] : [],
  );
  const found = await identifyIndex(indexes, locked);
  if (found.state === 'identified') return [found.index];
  return found.state === 'several' ? found.indexes : [];
}

async function findIn(
  indexes: readonly RegistryIndex[],
  name: string,
  by: 'checksums' | 'name',
): Promise<PublishedVersions> {
  const lists = await Promise.all(indexes.map((index) => index.versionsOf(name)));
  const known = lists.flatMap((list) => (list.state === 'known' ? [list.versions] : []));
  const unreadable = lists.find((list) => list.state === 'unreadable');
  if (unreadable !== undefined) return { why: unreadable.why, absent: false };
  if (known.length === 0) {
    return {
      why: 'Cargo keeps nothing about it on this machine: it never asked for it here, or it was never published',
      absent: true,
    };
  }
  if (known.length > 1 && by === 'name') {
    return {
      why: 'more than one registry has a package of this name, and nothing is locked that tells which is meant',
      absent: false,
    };
  }
  return { versions: known.flat(), by };
}

/** Nobody knows here how the release before this one was. */
export function registryGap({ name, version, registries }: PublishableMember, why: string): Gap {
  const [registry = 'crates-io'] = registries ?? [];
  return {
    what: `which release of ${name} came before ${version}, and what it declares`,
    why,
    remedy:
      `run cargo info ${name} --registry ${registry} where the registry can be reached, with the CARGO_HOME that is used here; ` +
      'a package that was never published begins with 0.1.0 or 1.0.0',
  };
}
