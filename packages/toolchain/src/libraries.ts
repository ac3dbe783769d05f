import path from 'node:path';
import { type Files, isBelow, portablePath, type World } from '@assay/host';
import type { Sysroot } from '@assay/rust';
import type { Override } from './facts.js';

/** The loader looks for libraries in these folders before those that a program names itself; both separators are known to it. */
const variables = ['LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH'];
const separator = /[:;]/;

/** The libraries that are the compiler: its driver, its code generator, its standard library. */
const ofCompiler = /^(?:librustc_driver-|libLLVM|libstd-).*\.(?:so|dylib)\b/;

/** Those of the system that they and cargo load besides (facts: what rustc, cargo, driver and LLVM of 1.95.0 need by `readelf -d`). */
const ofSystem = /^lib(?:c|m|dl|rt|pthread|gcc_s|z)\.so\.\d+$/;

/**
 * Folders for single kinds of processors, in which the loader looks before the folder that they stand in: glibc's `glibc-hwcaps`, and, up to glibc 2.36,
 * the others (ld.so(8); facts: `LD_DEBUG=libs` with glibc 2.36).
 */
const ofProcessor = /^(?:glibc-hwcaps|x86-64-v\d|tls|x86_64|haswell|xeon_phi|avx512_1|aarch64|atomics)$/;

/**
 * Libraries that the loader would take in place of the toolchain's and the system's own, because a folder of `LD_LIBRARY_PATH` holds one of the same
 * name. The variable itself is ordinary: rustup sets it for every tool. Throws WorldError.
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
  const own = new Set((await files.list(path.join(folder, 'lib'))).filter((name) => ofCompiler.test(name)));
  const overrides: Override[] = [];
  for (const { name, folder: listed } of folders) {
    for (const file of await filesIn(files, listed)) {
      const library = path.basename(file);
      if (!own.has(library) && !ofSystem.test(library)) continue;
      // The loader passes over a link that leads nowhere.
      if ((await files.kind(file)) === undefined || isBelow(folder, await files.realPath(file))) continue;
      const value = portablePath(file, anchors);
      overrides.push({ role: 'loader', name, value, origin: 'environment', at: null });
    }
  }
  return overrides;
}

/** How deep the loader goes: `tls/haswell/avx512_1/x86_64`. */
const DEEPEST = 4;

/** What stands in a folder in which the loader looks, those for processors included. */
async function filesIn(files: Files, folder: string, depth = 0): Promise<string[]> {
  if (depth > DEEPEST || (await files.kind(folder)) !== 'folder') return [];
  const names = await files.list(folder);
  const inner = names.filter((name) => ofProcessor.test(name));
  const below = await Promise.all(inner.map((name) => filesIn(files, path.join(folder, name), depth + 1)));
  return [...names.map((name) => path.join(folder, name)), ...below.flat()];
}
