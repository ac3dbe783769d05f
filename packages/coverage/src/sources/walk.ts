import path from 'node:path';
import { isWorldError, type World } from '@assay/host';

/** Every Rust source below the folders of the members, each once. */
export interface FoundSources {
  /** Real paths, absolute, with the member's manifest (absolute) whose folder holds them. */
  files: ReadonlyMap<string, string>;
  /** Links and folders that could not be followed, with the reason. */
  unreadable: { path: string; why: string }[];
}

/**
 * Walks the folders of the members. What a link leads to counts once, under its own path. Left out are hidden folders, folders that say that they can be made
 * again (`target`), and those of other packages.
 */
export async function findSources(world: World, manifests: readonly string[]): Promise<FoundSources> {
  const files = new Map<string, string>();
  const unreadable: FoundSources['unreadable'] = [];
  const entered = new Set<string>();

  const walk = async (folder: string, manifest: string): Promise<void> => {
    const real = await world.files.realPath(folder);
    if (entered.has(real)) return;
    entered.add(real);
    const names = await world.files.list(folder);
    const isOther = path.join(folder, 'Cargo.toml') !== manifest && names.includes('Cargo.toml');
    if (isOther || names.includes('CACHEDIR.TAG')) return;
    for (const name of names) {
      if (name.startsWith('.')) continue;
      await look(path.join(folder, name), manifest);
    }
  };

  const look = async (file: string, manifest: string): Promise<void> => {
    try {
      const kind = await world.files.kind(file);
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
  return { files, unreadable };
}
