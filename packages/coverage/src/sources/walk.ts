import path from 'node:path';
import { isWorldError, type World } from '@assay/host';

/** Every Rust source below the folders of the members, each once. */
export interface FoundSources {
  /** Real paths, absolute, with the member's manifest (absolute) whose folder holds them. */
  files: ReadonlyMap<string, string>;
  /** Links and folders that could not be followed, with the reason. */
  unreadable: { path: string; why: string }[];
  /** The folders that were gone through, by their real paths, with the names in them. */
  listings: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Walks the folders of the members. What a link leads to counts once, under its own path. Left out are hidden folders,
 * folders that say that they can be made again (`target`), and those of other packages.
 */
export async function findSources(world: World, manifests: readonly string[]): Promise<FoundSources> {
  const files = new Map<string, string>();
  const unreadable: FoundSources['unreadable'] = [];
  const entered = new Set<string>();
  const listings = new Map<string, ReadonlySet<string>>();

  const walk = async (folder: string, manifest: string): Promise<void> => {
    const real = await world.files.realPath(folder);
    if (entered.has(real)) return;
    entered.add(real);
    // Cargo says of a folder that it can be made again where it made it itself, not where Assay's own folder was there
    // first.
    if (world.scratch.startsWith(path.join(folder, 'assay', path.sep))) return;
    const names = await world.files.list(folder);
    const isOther = path.join(folder, 'Cargo.toml') !== manifest && names.includes('Cargo.toml');
    if (isOther || names.includes('CACHEDIR.TAG')) return;
    listings.set(real, new Set(names));
    for (const name of names) {
      if (name.startsWith('.')) continue;
      await look(path.join(folder, name), manifest);
    }
  };

  const look = async (file: string, manifest: string): Promise<void> => {
    try {
      const kind = await world.files.kind(file);
      if (kind === undefined) unreadable.push({ path: file, why: 'it is listed in its folder, and leads nowhere' });
      if (kind === 'folder') await walk(file, manifest);
      if (kind === 'file' && file.endsWith('.rs')) {
        const real = await world.files.realPath(file);
        if (!files.has(real)) files.set(real, manifest);
      }
    } catch (error) {
      if (!isWorldError(error) || error.kind === 'interrupted') throw error;
      unreadable.push({ path: file, why: error.message });
    }
  };

  // The deepest first: a member inside another's folder has its own files.
  const deepest = [...manifests].sort((a, b) => b.length - a.length);
  for (const manifest of deepest) await walk(path.dirname(manifest), manifest);
  return { files, unreadable, listings };
}

/**
 * The name that the listing of a folder should have had and had not, where a file was not found though its folder, or
 * the nearest one above that was gone through, was: absolute. `undefined` where the walk passes it over, as it does
 * hidden folders and other packages.
 */
export function unlisted(file: string, listings: FoundSources['listings']): string | undefined {
  for (let below = file; below !== path.dirname(below); below = path.dirname(below)) {
    const names = listings.get(path.dirname(below));
    if (names === undefined) continue;
    const name = path.basename(below);
    return names.has(name) || name.startsWith('.') ? undefined : below;
  }
  return undefined;
}
