import path from 'node:path';
import { UserError } from '@assay/evidence';
import { type Anchors, portablePath, type World } from '@assay/host';
import { parseToml, type TomlDocument } from '@assay/toml';
import { ancestors, readIfThere } from './look.js';
import { findRepository, type Repository } from './repository.js';

/** One file of Cargo's configuration. */
export interface CargoConfigFile {
  /** Portable. */
  path: string;
  /** Does it lie in the repository, and so under its version control? What a file outside includes counts as outside. */
  inRepository: boolean;
  document: TomlDocument;
}

/**
 * Reads Cargo's configuration as Cargo does when it is started in the workspace root, the file whose values win first: the
 * root's `.cargo`, every folder's above it, then `$CARGO_HOME`. Per folder `config` beats `config.toml`; `include` is
 * followed, an including file beating what it includes and a later one an earlier one (facts: observed with Cargo 1.95;
 * https://doc.rust-lang.org/cargo/reference/config.html). Throws UserError where Cargo would refuse, and WorldError.
 */
export async function readCargoConfig(world: World, anchors: Anchors): Promise<CargoConfigFile[]> {
  if (anchors.cargoHome === undefined) {
    throw new UserError('neither CARGO_HOME nor HOME is set, so that Cargo’s own configuration cannot be found', {
      remedy: 'set HOME, or CARGO_HOME, to the folder that Cargo uses',
    });
  }
  const folders = ancestors(world.root).map((folder) => path.join(folder, '.cargo'));
  const all = folders.includes(anchors.cargoHome) ? folders : [...folders, anchors.cargoHome];
  const reading = { world, anchors, repository: await findRepository(world) };
  const files: CargoConfigFile[] = [];
  for (const folder of all) {
    const file = await configFileIn(world, folder);
    if (file !== undefined) files.push(...(await readWithIncludes(reading, file, [])));
  }
  return files;
}

/**
 * The folder from which paths in a file of the configuration count: the one that holds the file's `.cargo` folder. `file`: portable.
 * `undefined` for a file that is included from somewhere else.
 */
export function configBase(file: string, { root, anchors }: Pick<World, 'root' | 'anchors'>): string | undefined {
  const home = '$CARGO_HOME/';
  if (file.startsWith(home) && anchors.cargoHome !== undefined)
    return path.dirname(path.dirname(path.join(anchors.cargoHome, file.slice(home.length))));
  return /^[$~<]/.test(file) ? undefined : path.dirname(path.dirname(path.resolve(root, file)));
}

/** The variable that beats a key of the configuration's `[target.<target>]`: `CARGO_TARGET_THUMBV7EM_NONE_EABIHF_LINKER`. */
export function targetVariable(target: string, key: 'linker' | 'runner'): string {
  return `CARGO_TARGET_${target.toUpperCase().replace(/[-.]/g, '_')}_${key.toUpperCase()}`;
}

interface Reading {
  world: World;
  anchors: Anchors;
  repository: Repository;
}

/** What Cargo passes over when it looks for a file of its configuration. */
const absent: readonly unknown[] = [undefined, 'folder'];

async function configFileIn(world: World, folder: string): Promise<string | undefined> {
  for (const name of ['config', 'config.toml']) {
    const file = path.join(folder, name);
    if (!absent.includes(await world.files.kind(file))) return file;
  }
  return undefined;
}

async function readWithIncludes(
  reading: Reading,
  file: string,
  chain: readonly string[],
  includedFromOutside = false,
): Promise<CargoConfigFile[]> {
  const shown = portablePath(file, reading.anchors);
  if (chain.includes(file)) {
    throw new UserError('the file includes itself', { at: { path: shown }, remedy: 'remove the include' });
  }
  const document = parseToml(await reading.world.files.readText(file), shown);
  const inRepository = !includedFromOutside && (await reading.repository.holds(file));
  const files: CargoConfigFile[] = [{ path: shown, inRepository, document }];
  for (const include of includesOf(document).reverse()) {
    const included = path.resolve(path.dirname(file), include.path);
    if (include.optional && (await readIfThere(reading.world, included)) === undefined) continue;
    files.push(...(await readWithIncludes(reading, included, [...chain, file], !inRepository)));
  }
  return files;
}

interface Include {
  path: string;
  optional: boolean;
}

/** `include = ["a.toml", { path = "b.toml", optional = true }]`; Cargo 1.95 refuses everything else. */
function includesOf(document: TomlDocument): Include[] {
  const { include } = document.value;
  if (include === undefined) return [];
  if (!Array.isArray(include)) throw refused(document, ['include'], 'a list of strings or of tables');
  return include.map((entry: unknown, index) => {
    const { path: file, optional } = typeof entry === 'string' ? { path: entry, optional: false } : fields(entry);
    if (typeof file !== 'string' || !file.endsWith('.toml')) {
      throw refused(document, ['include', index], 'a path that ends in .toml');
    }
    return { path: file, optional: optional === true };
  });
}

function fields(entry: unknown): { path?: unknown; optional?: unknown } {
  return typeof entry === 'object' && entry !== null ? entry : {};
}

function refused(document: TomlDocument, key: (string | number)[], expected: string): UserError {
  return new UserError(`include is not ${expected}`, {
    at: document.placeOf(key),
    remedy: `make it ${expected}; Cargo refuses anything else`,
  });
}
