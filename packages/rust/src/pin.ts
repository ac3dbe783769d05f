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

/** A toolchain file as it stands, with the name or the absolute path of the toolchain that it names. */
export interface ToolchainFile {
  /** Of the file; absolute. */
  path: string;
  at: Place;
  /** `null` when it names none. */
  toolchain: string | null;
  profile: string | null;
  components: string[];
  targets: string[];
}

/**
 * The toolchain files of one folder, the one that rustup uses first. Throws UserError when one does not parse, WorldError
 * when one cannot be read.
 */
export async function toolchainFilesIn(world: World, anchors: Anchors, folder: string): Promise<ToolchainFile[]> {
  const files: ToolchainFile[] = [];
  for (const name of ['rust-toolchain', 'rust-toolchain.toml']) {
    const file = path.join(folder, name);
    const text = await readIfThere(world, file);
    if (text !== undefined) files.push({ path: file, ...readToolchainFile(text, portablePath(file, anchors)) });
  }
  return files;
}

/** Reads a toolchain file for evidence. Throws UserError with the place. */
export function readPin(text: string, file: string, anchors: Anchors): ToolchainPin {
  return pinOf(readToolchainFile(text, file), anchors);
}

/**
 * `rust-toolchain` may be one line that names the toolchain; everything else is TOML:
 * https://rust-lang.github.io/rustup/overrides.html#the-toolchain-file. Refuses what rustup 1.29 refuses of `channel` and `path`.
 */
function readToolchainFile(text: string, file: string): Omit<ToolchainFile, 'path'> {
  const [only, ...rest] = text.trim().split('\n');
  if (path.posix.basename(file) === 'rust-toolchain' && rest.length === 0 && only !== undefined && only !== '') {
    const at = { path: file, line: lineOf(text, only) };
    return { at, toolchain: only.trim(), profile: null, components: [], targets: [] };
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
  const key = toolchain.channel === undefined ? 'path' : 'channel';
  const named = string(key);
  const at = document.placeOf(named === undefined ? ['toolchain'] : ['toolchain', key]);
  if (key === 'channel' && toolchain.path !== undefined) {
    throw refused(
      'toolchain.channel and toolchain.path are both there',
      document.placeOf(['toolchain', 'path']),
      'keep one of them',
    );
  }
  if (key === 'path' && named !== undefined && !isAbsolute(named)) {
    throw refused(
      'toolchain.path is not an absolute path',
      at,
      'write the whole path, or link the folder with rustup toolchain link and name it',
    );
  }
  return {
    at,
    toolchain: named ?? null,
    profile: string('profile') ?? null,
    components: list('components'),
    targets: list('targets'),
  };
}

/** Which kind of toolchain a name stands for. */
export function pinKind(name: string): PinKind {
  if (isAbsolute(name)) return 'path';
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

function pinOf(
  { at, toolchain, profile, components, targets }: Omit<ToolchainFile, 'path'>,
  anchors: Anchors,
): ToolchainPin {
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

function isAbsolute(name: string): boolean {
  return path.posix.isAbsolute(name) || path.win32.isAbsolute(name);
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
  throw refused(`toolchain.${key} is not ${expected}`, document.placeOf(['toolchain', key]), `make it ${expected}`);
}

function refused(message: string, at: Place, remedy: string): UserError {
  return new UserError(message, { at, remedy: `${remedy}; rustup refuses anything else` });
}

function lineOf(text: string, line: string): number {
  return text.slice(0, text.indexOf(line)).split('\n').length;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
