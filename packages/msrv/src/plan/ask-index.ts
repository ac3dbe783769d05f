import path from 'node:path';
import { isWorldError, type World, type Writer } from '@assay/host';
import { isPackageName } from '@assay/registry';
import { cargo, plainWords } from '@assay/rust';
import type { RegistryPackage } from './registries.js';

/**
 * Makes Cargo read what the registries say of packages that it has never looked at, by resolving an empty package that depends on any
 * version of them, in a folder of Assay's own. What the registry does not have, or cannot be reached for, stays unknown. Throws WorldError
 * when interrupted.
 */
export async function askIndex(world: World, writer: Writer, packages: readonly RegistryPackage[]): Promise<void> {
  world.progress(`asking the registry for the versions of ${packages.map(({ name }) => name).join(', ')}`);
  if ((await resolves(world, writer, packages)) || packages.length === 1) return;
  // One that does not exist, or has no version that is not yanked, keeps Cargo from answering for the others.
  for (const each of packages) await resolves(world, writer, [each]);
}

async function resolves(world: World, writer: Writer, packages: readonly RegistryPackage[]): Promise<boolean> {
  const folder = path.join(world.scratch, 'index');
  await writer.writeWhole(path.join(folder, 'Cargo.toml'), manifestFor(packages));
  await writer.writeWhole(path.join(folder, 'src/lib.rs'), '');
  await writer.remove(path.join(folder, 'Cargo.lock'));
  try {
    // Every version is looked at, whatever it declares.
    const env = { ...plainWords, CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS: 'allow' };
    const { status } = await world.tools.run(
      cargo,
      ['generate-lockfile', '--manifest-path', path.join(folder, 'Cargo.toml')],
      {
        env,
      },
    );
    return status === 0;
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return false; // Then the packages stay unknown, which the plan says.
  }
}

function manifestFor(packages: readonly RegistryPackage[]): string {
  const lines = packages
    .filter(({ name }) => isPackageName(name))
    .map(({ name, source }, index) => `d${index} = { package = "${name}", version = "*"${registry(source)} }`);
  return `[package]\nname = "asking"\nversion = "0.0.0"\nedition = "2021"\n\n[workspace]\n\n[dependencies]\n${lines.join('\n')}\n`;
}

/** crates.io is what Cargo takes when no registry is named. */
function registry(source: string): string {
  const index = source.replace(/^registry\+/, '');
  return source === 'registry+https://github.com/rust-lang/crates.io-index'
    ? ''
    : `, registry-index = ${JSON.stringify(index)}`;
}
