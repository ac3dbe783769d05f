import path from 'node:path';
import { Place, UserError } from '@assay/evidence';
import { type Anchors, portablePath, type World } from '@assay/host';
import { parseToml, type TomlDocument } from '@assay/toml';
import * as z from 'zod';
import { ancestors, readIfThere } from './look.js';
import { findRepository } from './repository.js';

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
    const pins: FoundPin[] = [];
    for (const name of ['rust-toolchain', 'rust-toolchain.toml']) {
      const file = path.join(folder, name);
      const text = await readIfThere(world, file);
      if (text === undefined) continue;
      const { holds } = await findRepository(world);
      pins.push({ ...readPin(text, portablePath(file, anchors), anchors), inRepository: await holds(file) });
    }
    if (pins.length > 0) return { pin: pins[0], shadowed: pins[1] };
  }
  return { pin: undefined, shadowed: undefined };
}

/**
 * Reads a toolchain file. `rust-toolchain` may be one line that names the toolchain; everything else is TOML:
 * https://rust-lang.github.io/rustup/overrides.html#the-toolchain-file. Throws UserError with the place.
 */
export function readPin(text: string, file: string, anchors: Anchors): ToolchainPin {
  const [only, ...rest] = text.trim().split('\n');
  if (path.posix.basename(file) === 'rust-toolchain' && rest.length === 0 && only !== undefined && only !== '') {
    return named(only.trim(), { path: file, line: lineOf(text, only) }, anchors);
  }
  const document = parseToml(text, file);
  const { toolchain } = document.value;
  if (!isTable(toolchain)) {
    throw new UserError('there is no [toolchain] table', {
      at: { path: file },
      remedy: 'write [toolchain] and channel = "1.95.0", the release that you mean',
    });
  }
  const string = (key: string) => read(document, toolchain, key, z.string(), 'a string');
  const list = (key: string) => read(document, toolchain, key, z.array(z.string()), 'a list of strings') ?? [];
  const name = string('channel') ?? string('path');
  const key = toolchain.channel === undefined ? 'path' : 'channel';
  const at = document.placeOf(name === undefined ? ['toolchain'] : ['toolchain', key]);
  return {
    ...named(name ?? null, at, anchors),
    profile: string('profile') ?? null,
    components: list('components'),
    targets: list('targets'),
  };
}

/** Which kind of toolchain a name stands for. */
export function pinKind(name: string): PinKind {
  if (path.posix.isAbsolute(name) || path.win32.isAbsolute(name)) return 'path';
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

function named(name: string | null, at: Place, anchors: Anchors): ToolchainPin {
  const kind = name === null ? 'none' : pinKind(name);
  return {
    at,
    channel: name !== null && kind === 'path' ? portablePath(name, anchors) : name,
    kind,
    release: name === null ? null : releaseOf(name),
    profile: null,
    components: [],
    targets: [],
  };
}

function read<T>(
  document: TomlDocument,
  table: Record<string, unknown>,
  key: string,
  schema: z.ZodType<T>,
  expected: string,
): T | undefined {
  if (table[key] === undefined) return undefined;
  const { success, data } = schema.safeParse(table[key]);
  if (success) return data;
  throw new UserError(`toolchain.${key} is not ${expected}`, {
    at: document.placeOf(['toolchain', key]),
    remedy: `make it ${expected}; rustup refuses anything else`,
  });
}

function lineOf(text: string, line: string): number {
  return text.slice(0, text.indexOf(line)).split('\n').length;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
