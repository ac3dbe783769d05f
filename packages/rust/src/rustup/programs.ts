import path from 'node:path';
import { UserError } from '@assay/evidence';
import { isBelow, type World } from '@assay/host';
import * as z from 'zod';
import { findOnPath, programFile, searchPath } from '../search-path.js';
import { readRustupSettings } from './settings.js';
import type { Sysroot } from './sysroot.js';
import { installedName, isReleaseName, toolchainFolder } from './toolchain-name.js';

/**
 * What a program of the toolchain is: the `toolchain`'s own; a `proxy` of rustup that starts that one; a proxy that falls back to
 * `another toolchain`, because the own one has no such program; or `another program`.
 */
export const ProgramKind = z.enum(['toolchain', 'proxy', 'another toolchain', 'another program']);
export type ProgramKind = z.infer<typeof ProgramKind>;

/** A program of the toolchain, as a build would start it. */
export interface Program {
  name: string;
  kind: ProgramKind;
  /** What `PATH` finds; absolute. */
  found: string;
  /** What runs in the end; absolute, every link resolved. */
  starts: string;
}

/** What a build or a test of any project starts. */
const always: readonly string[] = ['rustc', 'cargo', 'rustdoc'];

/**
 * The programs of a toolchain that are found over `PATH` when a project is built, tested, documented, linted or formatted.
 * `clippy-driver` is not one of them: `cargo-clippy` starts the one beside itself (facts: observed with 1.95).
 */
export const programNames: readonly string[] = [...always, 'rustfmt', 'cargo-clippy', 'cargo-fmt'];

/**
 * Finds what a build starts under one of {@link programNames}. `undefined` when the toolchain has no such program and a build needs
 * none. Throws UserError when it cannot be started, and WorldError.
 */
export async function findProgram(world: World, sysroot: Sysroot, name: string): Promise<Program | undefined> {
  const own = await ownProgram(world, sysroot, name);
  if (own === undefined && !always.includes(name)) return undefined;
  const found = await findOnPath(world, programFolders(world, sysroot, name), name);
  if (found === undefined) {
    if (own === undefined && name === 'rustdoc') return undefined;
    throw new UserError(`${name} is not on the PATH`, {
      remedy: 'add the bin folder of the toolchain, or the one of rustup’s proxies, to PATH',
    });
  }
  const real = await world.files.realPath(found);
  // A link that leads out of the toolchain leads to something else.
  const kindOfOwn = (kind: ProgramKind) =>
    own !== undefined && isBelow(sysroot.folder, own) ? kind : 'another program';
  if (real === own) return { name, kind: kindOfOwn('toolchain'), found, starts: own };
  if (!(await sysroot.rustup?.owns(found))) return { name, kind: 'another program', found, starts: real };
  if (own !== undefined) return { name, kind: kindOfOwn('proxy'), found, starts: own };
  if (name !== 'cargo') return undefined;
  return { name, kind: 'another toolchain', found, starts: await fallbackCargo(world, sysroot) };
}

/**
 * The folders in which a program is looked for. Cargo looks for its subcommands in `$CARGO_HOME/bin` first when that is not on
 * `PATH`, and rustup puts it before `PATH` for all that it starts (facts: observed with Cargo 1.95 and rustup 1.29).
 */
export function programFolders(world: World, { cargoIsProxy }: Pick<Sysroot, 'cargoIsProxy'>, name: string): string[] {
  const folders = searchPath(world);
  const { cargoHome } = world.anchors;
  if (cargoHome === undefined || name === 'cargo' || !(cargoIsProxy || name.startsWith('cargo-'))) return folders;
  const own = path.join(cargoHome, 'bin');
  return folders.includes(own) ? folders : [own, ...folders];
}

/** The toolchain's own program, every link resolved; `undefined` when it has none. */
async function ownProgram(world: World, { folder, bin }: Sysroot, name: string): Promise<string | undefined> {
  const file = programFile(world, name);
  return bin.has(file) ? world.files.realPath(path.join(folder, 'bin', file)) : undefined;
}

/** In this order rustup looks for another toolchain's cargo, and takes the first that is installed (facts: rustup 1.29). */
const fallbacks = ['nightly', 'beta', 'stable'];

/** The cargo that rustup starts for a linked toolchain that has none. */
async function fallbackCargo(world: World, { toolchain }: Sysroot): Promise<string> {
  const settings = await readRustupSettings(world);
  for (const fallback of toolchain === null || !isReleaseName(toolchain) ? fallbacks : []) {
    const folder = toolchainFolder(installedName(fallback, world, settings), world);
    if ((await world.files.kind(folder)) === 'folder') {
      return world.files.realPath(path.join(folder, 'bin', programFile(world, 'cargo')));
    }
  }
  throw new UserError('the toolchain has no cargo', {
    remedy: 'install the toolchain with its cargo, or add one to it',
  });
}
