import path from 'node:path';
import { portablePath, type World } from '@assay/host';
import { isBelow, type Sysroot } from '@assay/rust';
import type { Override } from './facts.js';

/** The loader looks for libraries in these folders before those that a program names itself; both separators are known to it. */
const variables = ['LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH'];
const separator = /[:;]/;

/** The libraries that are the compiler: its driver, its code generator, its standard library. */
const ofCompiler = /^(?:librustc_driver-|libLLVM|libstd-).*\.(?:so|dylib)\b/;

/**
 * Libraries that the loader would take in place of the toolchain's own, because a folder of `LD_LIBRARY_PATH` holds one of the same name.
 * The variable itself is ordinary: rustup sets it for every tool. Throws WorldError.
 */
export async function replacedLibraries(world: World, { folder }: Sysroot): Promise<Override[]> {
  const { environment, files, anchors } = world;
  const folders = variables.flatMap((name) => {
    const value = environment.get(name) ?? '';
    return value === ''
      ? []
      : value.split(separator).map((entry) => ({ name, folder: path.resolve(world.root, entry) }));
  });
  if (folders.length === 0) return [];
  const libraries = (await files.list(path.join(folder, 'lib'))).filter((name) => ofCompiler.test(name));
  const overrides: Override[] = [];
  for (const { name, folder: listed } of folders) {
    for (const library of libraries) {
      const file = path.join(listed, library);
      if ((await files.kind(file)) === undefined || isBelow(folder, await files.realPath(file))) continue;
      const value = portablePath(file, anchors);
      overrides.push({ role: 'loader', name, value, origin: 'environment', at: null });
    }
  }
  return overrides;
}
