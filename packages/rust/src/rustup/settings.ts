import { type Place, UserError } from '@assay/evidence';
import { portablePath, type World } from '@assay/host';
import { parseToml, type TomlDocument } from '@assay/toml';
import { readIfThere } from '../look.js';

/** A toolchain that rustup's settings name, and where. */
export interface NamedToolchain {
  toolchain: string;
  at: Place;
}

/** What `settings.toml` says of toolchains. */
export interface RustupSettings {
  defaultToolchain: NamedToolchain | undefined;
  /** What is appended to a release or channel that is named without a target. */
  defaultHostTriple: string | undefined;
  /** By folder, absolute: `rustup override set` writes them with every link resolved. */
  overrides: ReadonlyMap<string, NamedToolchain>;
}

const none: RustupSettings = { defaultToolchain: undefined, defaultHostTriple: undefined, overrides: new Map() };

/**
 * Reads the settings in rustup's own folder (facts: rustup 1.29). A rustup that has never been used has none. Throws UserError where
 * rustup would refuse, or where its folder cannot be known, and WorldError.
 */
export async function readRustupSettings(world: World): Promise<RustupSettings> {
  return readSettings(world, `${rustupHome(world)}/settings.toml`);
}

/**
 * The default toolchain of the whole machine, which counts when the user's settings name none: in `/etc/rustup/settings.toml`, or
 * where `RUSTUP_OVERRIDE_UNIX_FALLBACK_SETTINGS` says (facts: rustup 1.29). Throws as {@link readRustupSettings} does.
 */
export async function readFallbackDefault(world: World): Promise<NamedToolchain | undefined> {
  const file = world.environment.get('RUSTUP_OVERRIDE_UNIX_FALLBACK_SETTINGS') ?? '/etc/rustup/settings.toml';
  return (await readSettings(world, file)).defaultToolchain;
}

/** The folder of rustup, absolute. Throws UserError when neither RUSTUP_HOME nor HOME is set. */
export function rustupHome({ anchors }: World): string {
  if (anchors.rustupHome !== undefined) return anchors.rustupHome;
  throw new UserError('neither RUSTUP_HOME nor HOME is set, so that rustup’s toolchains cannot be found', {
    remedy: 'set HOME, or RUSTUP_HOME, to the folder that rustup uses',
  });
}

async function readSettings(world: World, file: string): Promise<RustupSettings> {
  const text = await readIfThere(world, file);
  if (text === undefined) return none;
  const document = parseToml(text, portablePath(file, world.anchors));
  // rustup 1.29 refuses every other version, and a file without one: nothing at all does not look like settings.
  if (document.value.version !== '12') throw refused(document, ['version'], 'version is not "12"');
  const { overrides = {} } = document.value;
  if (typeof overrides !== 'object' || overrides === null) {
    throw refused(document, ['overrides'], 'overrides is not a table');
  }
  const folders = Object.keys(overrides).map((folder) => [folder, named(document, ['overrides', folder])] as const);
  return {
    defaultToolchain: named(document, ['default_toolchain']),
    defaultHostTriple: named(document, ['default_host_triple'])?.toolchain,
    overrides: new Map(folders.filter((entry): entry is [string, NamedToolchain] => entry[1] !== undefined)),
  };
}

/** The name that stands under a key. A path is none: rustup 1.29 refuses one here. */
function named(document: TomlDocument, key: readonly [string] | readonly [string, string]): NamedToolchain | undefined {
  const value = key.reduce<unknown>((table, name) => (table as Record<string, unknown>)[name], document.value);
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^[^/\\\s]+$/.test(value)) {
    // The folder of an override is not quoted: it is somebody's own.
    throw refused(document, key, `${key[0]} holds something that is not a toolchain's name`);
  }
  return { toolchain: value, at: document.placeOf(key) };
}

function refused(document: TomlDocument, key: readonly string[], message: string): UserError {
  const remedy = 'rustup refuses this file: correct it, or remove it and run rustup default';
  return new UserError(message, { at: document.placeOf(key), remedy });
}
