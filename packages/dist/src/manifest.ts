import { parseTomlFast } from '@assay/toml';
import { ManifestTable } from './manifest-table.js';

/** A channel manifest, version 2: what a release consists of, per package and target. */
export interface ChannelManifest {
  /** `2026-04-16`. */
  date: string;
  packages: ReadonlyMap<string, ManifestPackage>;
  /** The package that a component's name of today stands for: `clippy` → `clippy-preview`. */
  renames: ReadonlyMap<string, string>;
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
  /** Of the .tar.xz, which is not fetched. */
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
  const root = new ManifestTable(parseTomlFast(text, path), '', path);
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

function readPackage(table: ManifestTable): ManifestPackage {
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

function readTarget(table: ManifestTable): ManifestTarget {
  const available = table.flag('available');
  if (!available) return { available, url: undefined, hash: undefined, xzHash: undefined };
  return {
    available,
    url: table.optionalText('url'),
    hash: table.optionalHex('hash', 64),
    xzHash: table.optionalHex('xz_hash', 64),
  };
}
