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
  /** Where it stands, absolute. */
  folder: string;
  /** rustc's own word for itself. */
  identity: Identity;
  /** Its Cargo. It, and whatever build scripts start, uses this toolchain's compiler and no other. */
  cargo: ToolSpec;
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
  const folder = toolchainFolder(name, world);
  const bin = path.join(folder, 'bin');
  const file = (program: string) => path.join(bin, programFile(world, program));
  const found = await Promise.all(['cargo', 'rustc'].map((program) => world.files.kind(file(program))));
  if (!found.every((kind) => kind === 'file')) {
    return { trouble: { missing: true, why: `Rust ${toolchain} is not installed: rustup has no toolchain ${name}` } };
  }
  const env = {
    RUSTUP_TOOLCHAIN: name,
    ...libraryPath(world, path.join(folder, 'lib')),
    RUSTC: file('rustc'),
    // Empty is Cargo's word for none, whatever a configuration says.
    ...{ RUSTC_WRAPPER: '', RUSTC_WORKSPACE_WRAPPER: '', RUSTC_BOOTSTRAP: undefined },
  };
  const own = (spec: ToolSpec): ToolSpec => {
    return { ...spec, name: `${spec.name} +${toolchain}`, program: file(spec.name), env };
  };
  const identity = await askIdentity(world, own(rustc));
  return 'trouble' in identity ? identity : { name, folder, identity, cargo: own(cargo) };
}

/** Where the loader looks for the compiler's own libraries first, as rustup's proxies say it. Windows looks beside the program. */
function libraryPath({ hostTriple, environment }: World, folder: string): Record<string, string> {
  if (hostTriple?.includes('-windows-')) return {};
  const name = hostTriple?.includes('-apple-') ? 'DYLD_FALLBACK_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  const before = environment.get(name) ?? '';
  return { [name]: before === '' ? folder : `${folder}${path.delimiter}${before}` };
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
