import path from 'node:path';
import { type Place, UserError } from '@assay/evidence';
import { portablePath, type World } from '@assay/host';
import { findOnPath, programFile, searchPath } from '../search-path.js';
import { findActiveToolchain, type ToolchainReason } from './active.js';
import { findRustup, type Rustup } from './proxy.js';

/** The folder of the toolchain that a build uses, and what made it that one. */
export interface Sysroot {
  /** Absolute, every link resolved. */
  folder: string;
  /** By rustup's name; `null` where it has none. */
  toolchain: string | null;
  chosenBy: ToolchainReason | 'PATH';
  /** Where it is named; `null` for the environment and for PATH. */
  at: Place | null;
  /** What its `bin` holds: the files of its programs. */
  bin: ReadonlySet<string>;
  /** The rustup of this machine, whether it has chosen or not. */
  rustup: Rustup | undefined;
  /** Is `cargo` started through rustup? */
  cargoIsProxy: boolean;
}

/**
 * Finds the toolchain that a build uses when it is started in the workspace root, without asking any tool: where `PATH` finds
 * rustup's proxies as `rustc` or `cargo`, the one that rustup takes; else the one that `PATH`'s `rustc` is part of. Throws UserError
 * when there is none, and WorldError.
 */
export async function findSysroot(world: World): Promise<Sysroot> {
  const folders = searchPath(world);
  const [rustc, cargo] = await Promise.all(['rustc', 'cargo'].map((name) => findOnPath(world, folders, name)));
  if (rustc === undefined) {
    throw new UserError('rustc is not on the PATH', {
      remedy: 'install Rust (https://rustup.rs), or add the bin folder of the toolchain to PATH',
    });
  }
  const rustup = await findRustup(world, cargo === undefined ? [rustc] : [rustc, cargo]);
  const isProxy = async (program: string | undefined) =>
    program !== undefined && (await rustup?.owns(program)) === true;
  const cargoIsProxy = await isProxy(cargo);
  const chosen =
    cargoIsProxy || (await isProxy(rustc)) ? await chosenByRustup(world) : await chosenByPath(world, rustc);
  const bin = new Set(await world.files.list(path.join(chosen.folder, 'bin')));
  if (bin.has(programFile(world, 'rustc'))) return { ...chosen, bin, rustup, cargoIsProxy };
  throw new UserError(`the toolchain ${portablePath(chosen.folder, world.anchors)} holds no bin/rustc`, {
    ...(chosen.at === null ? {} : { at: chosen.at }),
    remedy: 'install the toolchain again',
  });
}

type Chosen = Pick<Sysroot, 'folder' | 'toolchain' | 'chosenBy' | 'at'>;

async function chosenByRustup(world: World): Promise<Chosen> {
  const active = await findActiveToolchain(world);
  if (active === undefined) {
    throw new UserError('nothing tells rustup which toolchain to take', {
      remedy: 'pin an exact release in rust-toolchain.toml',
    });
  }
  const { name, folder, reason, at } = active;
  if ((await world.files.kind(folder)) !== 'folder') {
    throw new UserError(`the toolchain is not installed: there is no folder ${portablePath(folder, world.anchors)}`, {
      ...(at === null ? {} : { at }),
      remedy: name === null ? 'correct the path' : `rustup toolchain install ${name} --profile minimal`,
    });
  }
  return { folder: await world.files.realPath(folder), toolchain: name, chosenBy: reason, at };
}

async function chosenByPath(world: World, rustc: string): Promise<Chosen> {
  const folder = path.dirname(path.dirname(await world.files.realPath(rustc)));
  if ((await world.files.kind(path.join(folder, 'lib', 'rustlib'))) === 'folder') {
    return { folder, toolchain: null, chosenBy: 'PATH', at: null };
  }
  throw new UserError(`rustc on the PATH, ${portablePath(rustc, world.anchors)}, is part of no toolchain`, {
    remedy:
      'put the bin folder of the toolchain itself, or rustup’s, first on PATH: a script in its place hides what it starts',
  });
}
