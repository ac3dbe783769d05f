import path from 'node:path';
import { type Place, UserError } from '@assay/evidence';
import { type Anchors, portablePath, type World } from '@assay/host';
import { parseToml, type TomlDocument } from '@assay/toml';
import { isAbsolutePath, readIfThere } from './look.js';

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
  const string = (key: string) => read(document, toolchain, key, isText, 'a string');
  const list = (key: string) => read(document, toolchain, key, isList, 'a list of strings') ?? [];
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
  if (key === 'path' && named !== undefined && !isAbsolutePath(named)) {
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

function read<T>(
  document: TomlDocument,
  table: Record<string, unknown>,
  key: string,
  is: (value: unknown) => value is T,
  expected: string,
): T | undefined {
  const value = table[key];
  if (value === undefined || is(value)) return value;
  throw refused(`toolchain.${key} is not ${expected}`, document.placeOf(['toolchain', key]), `make it ${expected}`);
}

function refused(message: string, at: Place, remedy: string): UserError {
  return new UserError(message, { at, remedy: `${remedy}; rustup refuses anything else` });
}

function lineOf(text: string, line: string): number {
  return text.slice(0, text.indexOf(line)).split('\n').length;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
