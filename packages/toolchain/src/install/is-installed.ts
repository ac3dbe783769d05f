import path from 'node:path';
import type { World } from '@assay/host';
import { installedName, readIfThere, readRustupSettings, toolchainFolder } from '@assay/rust';
import { type ComponentName, componentText, RECORDS, stableName } from '@assay/sysroot';
import { neededComponents } from '../lock/needed.js';
import type { ExactPin } from './exact-pin.js';

/**
 * Is the pinned release installed with everything that its toolchain file names, as rustup's own records have it? Throws UserError for
 * settings that rustup would refuse, and WorldError.
 */
export async function isInstalled(world: World, pin: ExactPin): Promise<boolean> {
  const name = installedName(pin.channel, world, await readRustupSettings(world));
  const records = await readIfThere(world, path.join(toolchainFolder(name, world), RECORDS.components));
  if (records === undefined) return false;
  const listed = new Set(records.split('\n'));
  const host = name.slice(`${pin.release}-`.length);
  return neededComponents(pin, [host]).every((component) => spellings(component).some((line) => listed.has(line)));
}

/** A component's name in rustup's records: many kept the suffix from before they were stable. */
function spellings({ name, target }: ComponentName): string[] {
  const stable = stableName(name);
  return [stable, `${stable}-preview`].map((spelling) => componentText({ name: spelling, target }));
}
