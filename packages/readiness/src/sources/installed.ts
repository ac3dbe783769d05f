import path from 'node:path';
import type { World } from '@assay/host';
import type { Library } from '../record.js';

/**
 * What of the standard library lies in a toolchain's folder, by target. Throws WorldError: the folder cannot be listed.
 */
export async function findInstalled(world: World, sysroot: string): Promise<ReadonlyMap<string, Library>> {
  const rustlib = path.join(sysroot, 'lib', 'rustlib');
  const found = await Promise.all(
    (await world.files.list(rustlib)).map(async (target) => [
      target,
      await libraryIn(world, path.join(rustlib, target)),
    ]),
  );
  return new Map(found.filter((entry): entry is [string, Library] => entry[1] !== undefined));
}

async function libraryIn(world: World, folder: string): Promise<Library | undefined> {
  const lib = path.join(folder, 'lib');
  if ((await world.files.kind(folder)) !== 'folder' || (await world.files.kind(lib)) !== 'folder') return undefined;
  const names = await world.files.list(lib);
  const has = (crate: string) => names.some((name) => name.startsWith(`lib${crate}-`) && name.endsWith('.rlib'));
  if (!has('core')) return undefined;
  return has('std') ? 'std' : has('alloc') ? 'alloc' : 'core';
}
