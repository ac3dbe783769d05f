import { isWorldError, type World } from '@assay/host';
import type { Library } from '@assay/readiness';
import type { CargoArtifact } from '@assay/rust';
import { most } from './reach.js';

/** 256 MiB: a static library holds the whole standard library with what debuggers need, some 40 MiB. */
const LARGEST = 256 * 1024 * 1024;

/**
 * What a crate links of the standard library that keeps no metadata: a program, a `cdylib`, a `staticlib`. `undefined` where it does not
 * show. Throws WorldError when interrupted.
 *
 * A static library holds the objects of all that was linked, by the name of the crate: with core's among them, those that are missing were
 * not linked. Without core's, link-time optimisation has made one of them all. A program says that it uses std where its `main` is the one
 * that std's start calls; what a program without it links does not show.
 */
export async function finalReach(world: World, { files, executable }: CargoArtifact): Promise<Library | undefined> {
  const archive = files.find((file) => /\.(?:a|lib)$/.test(file));
  const file = archive ?? executable;
  if (file === undefined || file === null) return undefined;
  try {
    const bytes = Buffer.from(await world.files.read(file, { maxBytes: LARGEST, isBuilt: true }));
    return archive === undefined ? startReach(bytes) : archiveReach(bytes);
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return undefined;
  }
}

/** In symbols of both manglings: `_ZN3std2rt10lang_start17h…E`, `_RINvNtCs…_3std2rt10lang_startuE…`. */
function startReach(bytes: Buffer): Library | undefined {
  return bytes.includes('3std2rt10lang_start') ? 'std' : undefined;
}

/** By the names of objects: `alloc-6e6df4ffe0af4d15.alloc.fdfd2bd8633a6659-cgu.0.rcgu.o`. */
function archiveReach(bytes: Buffer): Library | undefined {
  const found = [
    ...bytes.toString('latin1').matchAll(/\b(core|alloc|std)-[0-9a-f]{16}\.\1\.[0-9a-z-]+\.[0-9.]*rcgu\.o/g),
  ];
  const libraries = new Set(found.map(([, name]) => name as Library));
  return libraries.has('core') ? most([...libraries]) : undefined;
}
