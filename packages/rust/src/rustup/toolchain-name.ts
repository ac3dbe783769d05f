import path from 'node:path';
import type { World } from '@assay/host';
import { type RustupSettings, rustupHome } from './settings.js';

/** A release or channel that rustup installs itself: `1.95.0`, `1.96.0-beta.2`, `nightly-2026-04-14`. */
const release = /^(?:stable|beta|nightly|\d+\.\d+(?:\.\d+)?(?:-beta(?:\.\d+)?)?)(?:-\d{4}-\d{2}-\d{2})?/;

/** What follows it when the name says the target too. */
const target = /^-[a-z0-9_]+(?:-[a-z0-9_.]+){2,3}$/;

/** Is this the whole name of a toolchain that rustup installs itself? Any other name is that of a linked one. */
export function isReleaseName(name: string): boolean {
  return release.test(name) && target.test(name.replace(release, ''));
}

/**
 * The name under which a toolchain is kept. What rustup installs itself has the target in its name, also where there is a folder of
 * the bare name; a linked toolchain has the name that it was given (facts: rustup 1.29).
 */
export function installedName(toolchain: string, world: World, { defaultHostTriple }: RustupSettings): string {
  const hostTriple = defaultHostTriple ?? world.hostTriple;
  return toolchain.replace(release, '') === '' && hostTriple !== undefined ? `${toolchain}-${hostTriple}` : toolchain;
}

/** The folder of a toolchain by the name under which it is kept. It need not be there. Throws UserError without a home. */
export function toolchainFolder(installed: string, world: World): string {
  return path.join(rustupHome(world), 'toolchains', installed);
}
