import { types } from 'node:util';
import { UserError } from '@assay/evidence';
import { parseTomlFast } from '@assay/toml';

/** A channel manifest, version 2: what a release consists of, per package and target. */
export interface ChannelManifest {
  /** `2026-04-16`. */
  date: string;
  packages: ReadonlyMap<string, ManifestPackage>;
  /** The package that a component's name of today stands for: `clippy` → `clippy-preview`. */
  renames: ReadonlyMap<string, string>;
  /** The packages of each profile; those that a target does not have are passed over when it is installed. */
  profiles: ReadonlyMap<string, readonly string[]>;
}

export interface ManifestPackage {
  /** `1.95.0 (59807616e 2026-04-14)`. */
  version: string;
  /** The commit that it was built from, 40 hex digits; `undefined` in the copy that rustup keeps, which drops it. */
  commit: string | undefined;
  /** By target; `*` for what is the same for all. */
  targets: ReadonlyMap<string, ManifestTarget>;
}

/** The archives of a package for a target; `undefined` where there is none. Hashes are SHA-256, lower-case hex. */
export interface ManifestTarget {
  available: boolean;
  /** Of the .tar.gz. */
  url: string | undefined;
  hash: string | undefined;
  xzUrl: string | undefined;
  xzHash: string | undefined;
}

/** A package for a target, as a manifest has it. */
export interface ManifestComponent extends ManifestTarget {
  /** The package: `clippy-preview`. */
  name: string;
  /** `*` for what is the same for all. */
  target: string;
  version: string;
}

/**
 * Reads a channel manifest: the one that a release server has, or the one that rustup writes into a toolchain, which says the
 * same in other words. `path` is how messages name it. Throws UserError that names the key which is missing or wrong.
 */
export function readManifest(text: string, path: string): ChannelManifest {
  const root = new Table(parseTomlFast(text, path), '', path);
  const version = root.text('manifest-version');
  if (version !== '2') throw root.wrong('manifest-version', `is ${JSON.stringify(version)}, and only "2" can be read`);
  return {
    date: root.text('date'),
    packages: new Map(
      root
        .table('pkg')
        .tables()
        .map(([name, table]) => [name, readPackage(table)]),
    ),
    renames: new Map((root.optionalTable('renames')?.tables() ?? []).map(([name, table]) => [name, table.text('to')])),
    profiles: new Map(root.optionalTable('profiles')?.lists() ?? []),
  };
}

/** The component of this name, renamed or not, for a target; that for all targets where it has no other. */
export function findComponent(manifest: ChannelManifest, name: string, target: string): ManifestComponent | undefined {
  const renamed = manifest.renames.get(name) ?? name;
  const found = manifest.packages.get(renamed);
  const key = found?.targets.has(target) ? target : '*';
  const row = found?.targets.get(key);
  return found === undefined || row === undefined
    ? undefined
    : { name: renamed, target: key, version: found.version, ...row };
}

function readPackage(table: Table): ManifestPackage {
  return {
    version: table.text('version'),
    commit: table.optionalHex('git_commit_hash', 40),
    targets: new Map(
      table
        .table('target')
        .tables()
        .map(([target, row]) => [target, readTarget(row)]),
    ),
  };
}

function readTarget(table: Table): ManifestTarget {
  const available = table.flag('available');
  if (!available) return { available, url: undefined, hash: undefined, xzUrl: undefined, xzHash: undefined };
  return {
    available,
    url: table.optionalText('url'),
    hash: table.optionalHex('hash', 64),
    xzUrl: table.optionalText('xz_url'),
    xzHash: table.optionalHex('xz_hash', 64),
  };
}

/** A table of the manifest, which knows its name for messages. */
class Table {
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #name: string;
  readonly #path: string;

  constructor(value: Readonly<Record<string, unknown>>, name: string, path: string) {
    this.#value = value;
    this.#name = name;
    this.#path = path;
  }

  text(key: string): string {
    return this.optionalText(key) ?? this.#missing(key);
  }

  optionalText(key: string): string | undefined {
    const value = this.#get(key);
    if (value === undefined || typeof value === 'string') return value;
    throw this.wrong(key, 'is not a text');
  }

  /** So many lower-case hex digits, as rustup compares them. */
  optionalHex(key: string, digits: number): string | undefined {
    const value = this.optionalText(key);
    if (value === undefined || (value.length === digits && /^[0-9a-f]*$/.test(value))) return value;
    throw this.wrong(key, `is not ${digits} lower-case hex digits`);
  }

  flag(key: string): boolean {
    const value = this.#get(key) ?? this.#missing(key);
    if (typeof value === 'boolean') return value;
    throw this.wrong(key, 'is neither true nor false');
  }

  table(key: string): Table {
    return this.optionalTable(key) ?? this.#missing(key);
  }

  optionalTable(key: string): Table | undefined {
    const value = this.#get(key);
    if (value === undefined) return undefined;
    if (!isTable(value)) throw this.wrong(key, 'is not a table');
    return new Table(value, this.#nameOf(key), this.#path);
  }

  tables(): [string, Table][] {
    return Object.keys(this.#value).map((key) => [key, this.table(key)]);
  }

  lists(): [string, readonly string[]][] {
    return Object.entries(this.#value).map(([key, list]) => {
      if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return [key, list];
      throw this.wrong(key, 'is not a list of texts');
    });
  }

  wrong(key: string, how: string): UserError {
    return new UserError(`${this.#nameOf(key)} ${how}`, {
      at: { path: this.#path },
      remedy: 'fetch the manifest again; if it stays so, it is not a channel manifest that Assay knows',
    });
  }

  #get(key: string): unknown {
    return Object.hasOwn(this.#value, key) ? this.#value[key] : undefined;
  }

  #missing(key: string): never {
    throw this.wrong(key, 'is missing');
  }

  #nameOf(key: string): string {
    const quoted = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
    return this.#name === '' ? quoted : `${this.#name}.${quoted}`;
  }
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !types.isDate(value);
}
