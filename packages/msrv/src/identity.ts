import path from 'node:path';
import { groupBy } from '@assay/evidence';
import { type Anchors, portablePath } from '@assay/host';
import {
  type CargoLock,
  type CargoPackage,
  type LockedPackage,
  type PackageId,
  packageKey,
  parsePackageId,
} from '@assay/rust';
import type { PackageFact } from './facts.js';

/** The two ways in which Cargo names crates.io: by its git index and by its sparse one. */
const cratesIo = new Set(['registry+https://github.com/rust-lang/crates.io-index', 'sparse+https://index.crates.io/']);

/** Where a package comes from. */
export function sourceKind(source: string | null, isMember: boolean): PackageFact['source'] {
  if (source === null) return isMember ? 'member' : 'path';
  if (cratesIo.has(source)) return 'crates.io';
  return source.startsWith('git+') ? 'git' : 'registry';
}

/** Ids by Cargo's own: `name version`, with the source where two packages share both. */
export function packageIds(packages: readonly CargoPackage[], anchors: Anchors): Map<string, string> {
  const shared = groupBy(packages, nameVersion);
  return new Map(
    packages.map((each) => {
      const alone = shared.get(nameVersion(each))?.length === 1;
      return [each.id, alone ? nameVersion(each) : `${nameVersion(each)} (${sourceLabel(each, anchors)})`];
    }),
  );
}

/** The key by which Cargo's plan of the build and its messages know a package. */
export function keyOf(each: CargoPackage): string {
  return packageKey(idIn(each));
}

/** A package of the graph as Cargo's messages name it. */
export function idIn({ id, name, version, source, manifest_path }: CargoPackage): PackageId {
  const folder = source === null ? path.dirname(manifest_path) : undefined;
  return parsePackageId(id) ?? { name, version, source: source ?? undefined, folder };
}

/**
 * Finds a package's entry in the lock file. What Cargo took from a folder is not what the lock file says comes from a registry or from
 * git, whatever its name: `paths` in a configuration puts one in the other's place.
 */
export function lockEntries(lock: CargoLock): (each: CargoPackage) => LockedPackage | undefined {
  const byName = groupBy(lock.packages, nameVersion);
  return (each) => {
    const local = each.source === null;
    const candidates = (byName.get(nameVersion(each)) ?? []).filter(({ source }) => (source === undefined) === local);
    if (candidates.length === 1) return candidates[0];
    return candidates.find(({ source }) => comparable(source) === comparable(each.source ?? undefined));
  };
}

function nameVersion({ name, version }: { name: string; version: string }): string {
  return `${name} ${version}`;
}

/** A source that may stand in evidence: without credentials, and without a path of this machine. */
function sourceLabel({ source, manifest_path }: CargoPackage, anchors: Anchors): string {
  if (source === null) return portablePath(path.dirname(manifest_path), anchors);
  if (cratesIo.has(source)) return 'crates.io';
  const address = source.replace(/^[a-z]+\+/, '');
  if (!URL.canParse(address)) return 'another source';
  const url = new URL(address);
  if (url.protocol === 'file:') return `<outside>/${path.posix.basename(url.pathname)}${url.hash}`;
  return `${url.host}${url.pathname}${url.search}${url.hash}`;
}

/** Format 4 of the lock file encodes branch names, metadata and older formats do not. */
function comparable(source: string | undefined): string | undefined {
  if (source === undefined) return undefined;
  try {
    return decodeURIComponent(source);
  } catch {
    // Not an encoded text: it stands for itself.
    return source;
  }
}
