import path from 'node:path';
import { type Place, UserError } from '@assay/evidence';
import type { World } from '@assay/host';
import { ancestors } from '../look.js';
import { toolchainFilesIn } from '../toolchain-file.js';
import { type RustupSettings, readFallbackDefault, readRustupSettings } from './settings.js';
import { installedName, toolchainFolder } from './toolchain-name.js';

/** What made rustup take a toolchain: a variable, an override of a folder, a toolchain file, the user's default, the machine's. */
export const toolchainReasons = ['environment', 'override', 'toolchain file', 'default', 'fallback default'] as const;
export type ToolchainReason = (typeof toolchainReasons)[number];

/** The toolchain that rustup takes in a workspace. */
export interface ActiveToolchain {
  /** As it is installed, with its target; `null` for one that is named by its path. */
  name: string | null;
  /** Absolute, links not resolved. It need not be there. */
  folder: string;
  reason: ToolchainReason;
  /** Where it is named; `null` for the environment. */
  at: Place | null;
}

/**
 * The toolchain that rustup 1.29 takes for a program that is started in the workspace root, from files and environment alone:
 * `RUSTUP_TOOLCHAIN`; else, folder by folder upwards, an override in the settings, then a toolchain file; else the user's default;
 * else the machine's (facts: each observed). `undefined` when nothing names one. Throws UserError where rustup would refuse, and
 * WorldError.
 */
export async function findActiveToolchain(world: World): Promise<ActiveToolchain | undefined> {
  const settings = await readRustupSettings(world);
  const choice = (await choose(world, settings)) ?? (await chooseDefault(world, settings));
  if (choice === undefined) return undefined;
  const { toolchain, reason, at } = choice;
  if (path.isAbsolute(toolchain)) return { name: null, folder: toolchain, reason, at };
  if (/[/\\]/.test(toolchain)) throw relativePath(at);
  const name = installedName(toolchain, world, settings);
  return { name, folder: toolchainFolder(name, world), reason, at };
}

interface Choice {
  toolchain: string;
  reason: ToolchainReason;
  at: Place | null;
}

async function choose(world: World, { overrides }: RustupSettings): Promise<Choice | undefined> {
  const variable = world.environment.get('RUSTUP_TOOLCHAIN') ?? '';
  if (variable !== '') return { toolchain: variable, reason: 'environment', at: null };
  for (const folder of ancestors(world.root)) {
    const override = overrides.get(folder);
    if (override !== undefined) return { ...override, reason: 'override' };
    const [file] = await toolchainFilesIn(world, world.anchors, folder);
    if (file === undefined) continue;
    if (file.toolchain !== null) return { toolchain: file.toolchain, reason: 'toolchain file', at: file.at };
    // A file that names components or targets alone asks for them in the default toolchain.
    if (file.components.length + file.targets.length > 0) return undefined;
    throw new UserError('the toolchain file names no toolchain', {
      at: file.at,
      remedy: 'write channel = "1.95.0", the release that you mean; rustup refuses the file as it is',
    });
  }
  return undefined;
}

async function chooseDefault(world: World, { defaultToolchain }: RustupSettings): Promise<Choice | undefined> {
  if (defaultToolchain !== undefined) return { ...defaultToolchain, reason: 'default' };
  const fallback = await readFallbackDefault(world);
  return fallback === undefined ? undefined : { ...fallback, reason: 'fallback default' };
}

function relativePath(at: Place | null): UserError {
  return new UserError('the toolchain is named by a relative path', {
    ...(at === null ? {} : { at }),
    remedy: `${at === null ? 'give RUSTUP_TOOLCHAIN' : 'write'} the whole path or a toolchain's name; rustup refuses a relative path`,
  });
}
