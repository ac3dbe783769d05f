import { Place } from '@assay/evidence';
import { type Anchors, portablePath, type World } from '@assay/host';
import * as z from 'zod';
import { ancestors, isAbsolutePath } from './look.js';
import { findRepository } from './repository.js';
import { type ToolchainFile, toolchainFilesIn } from './toolchain-file.js';

/**
 * What kind of thing a pin names: an exact `release` (`1.95.0`, also with a host triple); a `partial` version (`1.95`) or a
 * `channel` (`stable`), which move; a `dated` channel (`nightly-2026-04-14`), which stands but is no release; a `pre-release`;
 * a `path` or a `name` that this machine alone knows; `none` when the file names no toolchain.
 */
export const PinKind = z.enum(['release', 'partial', 'channel', 'dated', 'pre-release', 'path', 'name', 'none']);
export type PinKind = z.infer<typeof PinKind>;

/** What a toolchain file says. */
export const ToolchainPin = z.strictObject({
  at: Place,
  channel: z.string().nullable().describe('the channel, release, name or portable path that it names'),
  kind: PinKind,
  release: z.string().nullable().describe('the exact release, when it names one'),
  profile: z.string().nullable(),
  components: z.array(z.string()),
  targets: z.array(z.string()),
});
export type ToolchainPin = z.infer<typeof ToolchainPin>;

/** A toolchain file, and whether it is the repository's. */
export const FoundPin = ToolchainPin.extend({
  inRepository: z.boolean().describe('whether the file lies in the repository, and so under its version control'),
});
export type FoundPin = z.infer<typeof FoundPin>;

/** The toolchain file that rustup uses, and one beside it that it passes over. */
export interface PinFiles {
  pin: FoundPin | undefined;
  shadowed: FoundPin | undefined;
}

/**
 * Finds the toolchain file as rustup 1.29 does: from the workspace root upwards the nearest folder that holds one, and in it
 * `rust-toolchain` before `rust-toolchain.toml` (facts: observed with rustup 1.29; rustup warns when both are there).
 * Throws UserError when one does not parse, WorldError when one cannot be read.
 */
export async function findPin(world: World, anchors: Anchors): Promise<PinFiles> {
  for (const folder of ancestors(world.root)) {
    const files = await toolchainFilesIn(world, anchors, folder);
    if (files.length === 0) continue;
    const { holds } = await findRepository(world);
    const [pin, shadowed] = await Promise.all(
      files.map(async (file) => ({ ...pinOf(file, anchors), inRepository: await holds(file.path) })),
    );
    return { pin, shadowed };
  }
  return { pin: undefined, shadowed: undefined };
}

/** Which kind of toolchain a name stands for. */
export function pinKind(name: string): PinKind {
  if (isAbsolutePath(name)) return 'path';
  if (releaseOf(name) !== null) return 'release';
  if (new RegExp(`^\\d+(\\.\\d+)?${triple}?$`).test(name)) return 'partial';
  if (/^\d+\.\d+(\.\d+)?-beta/.test(name)) return 'pre-release';
  if (/^(stable|beta|nightly)-\d{4}-\d{2}-\d{2}/.test(name)) return 'dated';
  if (new RegExp(`^(stable|beta|nightly)${triple}?$`).test(name)) return 'channel';
  return 'name';
}

/** `-x86_64-unknown-linux-gnu`, `-aarch64-apple-darwin`. */
const triple = '(?:-[a-z0-9_]+(?:-[a-z0-9_.]+){2,3})';

function releaseOf(name: string): string | null {
  return new RegExp(`^(\\d+\\.\\d+\\.\\d+)${triple}?$`).exec(name)?.[1] ?? null;
}

function pinOf({ at, toolchain, profile, components, targets }: ToolchainFile, anchors: Anchors): ToolchainPin {
  const kind = toolchain === null ? 'none' : pinKind(toolchain);
  return {
    at,
    channel: toolchain !== null && kind === 'path' ? portablePath(toolchain, anchors) : toolchain,
    kind,
    release: toolchain === null ? null : releaseOf(toolchain),
    profile,
    components,
    targets,
  };
}
