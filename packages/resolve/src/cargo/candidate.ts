import {
  type CrateVersion,
  compareCrateVersions,
  type IndexEntry,
  type ListedVersion,
  parseCrateVersion,
} from '@assay/registry';
import type { FixedPackage, LockedPackage } from '../input.js';

/** One version of a package. */
export interface Candidate {
  name: string;
  version: CrateVersion;
  /** As Cargo.lock has it; `undefined` for a path. */
  source: string | undefined;
  /** What the index, or its manifest, says of it. Read when it is first asked for. */
  read(): IndexEntry;
  /** Its entry in the present lock file. */
  locked: LockedPackage | undefined;
  /** Where it is a member, or a path or git package. */
  fixed: FixedPackage | undefined;
}

/** A version of a registry. */
export function listedCandidate(
  { version, read }: ListedVersion,
  of: { name: string; source: string },
  locked: LockedPackage | undefined,
): Candidate {
  return { ...of, version, read, locked, fixed: undefined };
}

/** The version of a fixed package. Throws RangeError where it is none. */
export function fixedCandidate(fixed: FixedPackage, locked: LockedPackage | undefined): Candidate {
  const { name, source, rustVersion, links, dependencies, features } = fixed;
  const version = parseCrateVersion(fixed.version);
  if (version === undefined) throw new RangeError(`${fixed.version} is no version`);
  const details = {
    name,
    version: fixed.version,
    checksum: '',
    yanked: false,
    rustVersion,
    published: undefined,
    links,
  };
  const entry: IndexEntry = { state: 'known', details: { ...details, dependencies, features } };
  return { name, version, source, read: () => entry, locked, fixed };
}

/** The order of Cargo.lock: by name, version and source. */
export function compareCandidates(a: Candidate, b: Candidate): number {
  return (
    compareTexts(a.name, b.name) ||
    compareCrateVersions(a.version, b.version) ||
    sourceRank(a) - sourceRank(b) ||
    compareTexts(a.source ?? '', b.source ?? '')
  );
}

/** Cargo's order of sources. https://github.com/rust-lang/cargo/blob/master/src/cargo/core/source_id.rs */
function sourceRank({ source }: Candidate): number {
  if (source === undefined) return 0;
  return ['registry+', 'sparse+', 'git+'].findIndex((kind) => source.startsWith(kind)) + 1;
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
