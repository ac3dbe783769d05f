import path from 'node:path';
import { isWorldError, type ToolSpec, type World } from '@assay/host';
import { type Identity, readIdentity } from '../identity.js';
import { readRustupSettings } from '../rustup/settings.js';
import { installedName, toolchainFolder } from '../rustup/toolchain-name.js';
import { programFile } from '../search-path.js';
import { cargo, rustc } from '../tools.js';

/** A toolchain by rustup's name, as a compiler to compile with. */
export interface ReleaseToolchain {
  /** The name under which rustup keeps it. */
  name: string;
  /** rustc's own word for itself. */
  identity: Identity;
  cargo: ToolSpec;
  /** Variables that make its Cargo, and whatever build scripts start, use its compiler and no other. */
  env: Readonly<Record<string, string | undefined>>;
}

/** Why a toolchain cannot be used. `missing`: it is not there. */
export interface ToolchainTrouble {
  missing: boolean;
  why: string;
}

/**
 * Finds a toolchain that rustup keeps, by the name that `cargo +NAME` knows it by, without asking rustup, and asks its compiler who it
 * is. Throws UserError for settings that rustup would refuse; WorldError when interrupted or a file cannot be looked at.
 */
export async function findReleaseToolchain(
  world: World,
  toolchain: string,
): Promise<ReleaseToolchain | { trouble: ToolchainTrouble }> {
  const name = installedName(toolchain, world, await readRustupSettings(world));
  const bin = path.join(toolchainFolder(name, world), 'bin');
  const file = (program: string) => path.join(bin, programFile(world, program));
  const found = await Promise.all(['cargo', 'rustc'].map((program) => world.files.kind(file(program))));
  if (!found.every((kind) => kind === 'file')) {
    return { trouble: { missing: true, why: `Rust ${toolchain} is not installed: rustup has no toolchain ${name}` } };
  }
  const own = (spec: ToolSpec): ToolSpec => ({ ...spec, name: `${spec.name} +${toolchain}`, program: file(spec.name) });
  const env = {
    RUSTUP_TOOLCHAIN: name,
    RUSTC: file('rustc'),
    // Empty is Cargo's word for none, whatever a configuration says.
    ...{ RUSTC_WRAPPER: '', RUSTC_WORKSPACE_WRAPPER: '', RUSTC_BOOTSTRAP: undefined },
  };
  const identity = await askIdentity(world, own(rustc));
  return 'trouble' in identity ? identity : { name, identity, cargo: own(cargo), env };
}

async function askIdentity(world: World, spec: ToolSpec): Promise<Identity | { trouble: ToolchainTrouble }> {
  try {
    const { status, stdout, stderr } = await world.tools.run(spec, ['-vV'], { timeout: 60_000 });
    const identity = status === 0 ? readIdentity(stdout) : undefined;
    if (identity !== undefined) return identity;
    return { trouble: { missing: false, why: `${spec.name} does not say which compiler it is: ${firstLine(stderr)}` } };
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return { trouble: { missing: false, why: error.message } };
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] || 'it printed nothing';
}
