import type { IndexDependency, ListedVersion } from '@assay/registry';

/** All that a plan rests on. Nothing in it is changed. */
export interface PlanInput {
  members: readonly Member[];
  /** Path and git packages that are no members. */
  fixed: readonly FixedPackage[];
  /** The packages of Cargo.lock. */
  locked: readonly LockedPackage[];
  /**
   * Every version that a registry has of a package, newest first; `undefined` where nothing is at hand about it, which is not
   * the same as none. `source` is written as in Cargo.lock.
   */
  versionsOf(source: string, name: string): readonly ListedVersion[] | undefined;
  /** Is a dependency of this kind, for this target, built for any of the project's targets or on its host? */
  builds(dependency: Pick<IndexDependency, 'kind' | 'target'>): boolean;
  /** Is a package built, as Cargo.lock is now? What is not built is no trouble as it is. By default everything is. */
  isBuilt?(locked: LockedPackage): boolean;
  /** Does a version compile with a baseline, as far as is known without compiling? By default {@link declaredFit}. */
  fits?(version: FitQuestion, baseline: string): Fit;
  /** What was found out about single versions. */
  refused: readonly Refusal[];
  /** At how many conflicts to give up. Default {@link CONFLICT_LIMIT}. */
  conflictLimit?: number;
}

/** A package of which there is one version. */
export interface FixedPackage {
  /** Tells it from all others; the caller's own. */
  id: string;
  name: string;
  version: string;
  /** As Cargo.lock has it; `undefined` for a path. */
  source: string | undefined;
  rustVersion: string | undefined;
  links: string | undefined;
  dependencies: readonly ManifestDependency[];
  features: Readonly<Record<string, readonly string[]>>;
  /** The source in whose place it stands, by `[patch]`, written as in Cargo.lock. */
  patches?: string;
}

/** A member of the workspace. */
export interface Member extends FixedPackage {
  /** The release that it must compile with: `1.85.0`. */
  baseline: string;
  /** The features with which it is built. In the lock file all are on. */
  judgedFeatures: readonly string[];
}

/** A dependency as a manifest states it. Its registry is crates.io where it names none. */
export interface ManifestDependency extends IndexDependency {
  /** Id of the member or fixed package that it means; `undefined` where a registry has it. */
  fixed?: string | undefined;
}

/** A package of Cargo.lock. */
export interface LockedPackage {
  name: string;
  version: string;
  source: string | undefined;
  checksum: string | undefined;
  /** As they are written there: `serde`, `syn 2.0.1`, `syn 2.0.1 (registry+https://…)`. */
  dependencies: readonly string[];
}

/** A version that must not be chosen. */
export interface Refusal {
  name: string;
  version: string;
  /** `undefined` where it is the same for every source. */
  source?: string;
  /** It does not compile with this release; `undefined` where it must not be chosen at all. */
  baseline: string | undefined;
  /** "does not compile with 1.85.0: …", "RUSTSEC-2024-0001". */
  reason: string;
}

/** What the question whether a version fits is answered by. */
export interface FitQuestion {
  name: string;
  version: string;
  /** As declared. */
  rustVersion: string | undefined;
  /** RFC 3339. */
  published: string | undefined;
}

/** What is known before anything is compiled. */
export type Fit = 'fits' | 'too-new' | 'unknown';

/** Far more than any workspace that was seen needs. */
export const CONFLICT_LIMIT = 50_000;

/** The source of crates.io, as Cargo.lock has it. */
export const CRATES_IO = 'registry+https://github.com/rust-lang/crates.io-index';
