import path from 'node:path';
import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import {
  findReleaseToolchain,
  type InstallTrouble,
  installByRustup,
  type ReleaseToolchain,
  type ToolchainTrouble,
} from '@assay/rust';
import type { Asked } from '../asked.js';

/**
 * The toolchain of a baseline, installed first where the policy allows that, with the standard library of every target; or the gap that
 * says what is missing. Throws UserError for settings that rustup would refuse, and WorldError.
 */
export async function baselineToolchain(
  world: World,
  rust: string,
  asked: Asked,
): Promise<{ toolchain: ReleaseToolchain } | { gap: Gap }> {
  const name = asked.toolchainOf(rust);
  const found = await findReleaseToolchain(world, name);
  const missing = 'trouble' in found ? [] : await missingTargets(world, found, asked.targets);
  const ready = !('trouble' in found) && missing.length === 0;
  if (ready) return rightRelease(found, rust, name);
  const trouble = 'trouble' in found ? found.trouble : lacksTargets(name, missing);
  if (!trouble.missing) return { gap: gap(rust, trouble.why, `repair it: ${installCommand(name, asked.targets)}`) };
  if (!asked.mayInstall) return { gap: gap(rust, trouble.why, howToInstall(name, asked.targets)) };
  const failed = await installByRustup(world, { toolchain: name, components: [], targets: asked.targets });
  if (failed !== undefined) return { gap: gap(rust, saidRustup(name, failed), howToInstall(name, asked.targets)) };
  const installed = await findReleaseToolchain(world, name);
  return 'trouble' in installed
    ? { gap: gap(rust, installed.trouble.why, howToInstall(name, asked.targets)) }
    : rightRelease(installed, rust, name);
}

/** A toolchain that calls itself by the baseline's name and is another one proves nothing of the baseline. */
function rightRelease(
  toolchain: ReleaseToolchain,
  rust: string,
  name: string,
): { toolchain: ReleaseToolchain } | { gap: Gap } {
  const { release } = toolchain.identity;
  if (release === rust) return { toolchain };
  const remedy = `name in [msrv.toolchains] the toolchain that is Rust ${rust}, or install it anew`;
  return { gap: gap(rust, `the toolchain ${name} says that it is Rust ${release}`, remedy) };
}

/** Without it nothing compiles for the target, whatever the code needs. */
async function missingTargets(
  world: World,
  { folder }: ReleaseToolchain,
  targets: readonly string[],
): Promise<string[]> {
  const kinds = await Promise.all(
    targets.map((target) => world.files.kind(path.join(folder, 'lib', 'rustlib', target, 'lib'))),
  );
  return targets.filter((_, index) => kinds[index] !== 'folder');
}

function lacksTargets(name: string, missing: readonly string[]): ToolchainTrouble {
  return { missing: true, why: `Rust ${name} is installed without the standard library for ${missing.join(', ')}` };
}

function gap(rust: string, why: string, remedy: string): Gap {
  return { what: `whether the members compile with their baseline ${rust}`, why, remedy };
}

function installCommand(name: string, targets: readonly string[]): string {
  const extra = targets.length === 0 ? '' : ` --target ${targets.join(',')}`;
  return `rustup toolchain install ${name} --profile minimal${extra}`;
}

function howToInstall(name: string, targets: readonly string[]): string {
  return `${installCommand(name, targets)} (or let Assay do that: install-baseline = true in [msrv])`;
}

function saidRustup(name: string, { message }: InstallTrouble): string {
  return `Rust ${name} is not installed, and rustup could not install it: ${message}`;
}
