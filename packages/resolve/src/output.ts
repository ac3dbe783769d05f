import type { MissingPackage } from './cargo/catalogue.js';
import type { Objection } from './cargo/objection.js';
import type { ResolvedPackage } from './lock/resolved.js';

/** What a plan came to. */
export type Plan = Solution | Blocked;

/** A lock file with which every member compiles on its baseline, as far as is known before compiling. */
export interface Solution {
  kind: 'solution';
  /** Causes before what follows from them. */
  changes: readonly Change[];
  /** The whole lock file. */
  packages: readonly ResolvedPackage[];
  /** Are dev-dependencies of members held to the baselines too? */
  devHeld: boolean;
  /** Where they are not: why there is no lock file with which they are. */
  devBlocked: BlockingChain | undefined;
  /** Versions that are not in the lock file now and declare nothing, so that only compiling tells. */
  unknownChosen: readonly UnknownChosen[];
  /**
   * Is it proved that there is no way with fewer changes? What leaves the lock file only because of several changes together is
   * not foreseen: each such package may be one change more than was needed.
   */
  fewest: boolean;
  tried: Tried;
  /** What is not at hand, so that better ways may be unknown. */
  missing: readonly MissingPackage[];
}

/** There is no such lock file. */
export interface Blocked {
  kind: 'blocked';
  /** Why, by the smallest explanation that was found. None where the search gave up. */
  chain: BlockingChain | undefined;
  /** All requirements that cannot be met together, where no chain shows it. */
  together: readonly { by: string; name: string; requirement: string }[];
  /** Is it proved? `false` where something is not at hand, or the search gave up. */
  complete: boolean;
  tried: Tried;
  missing: readonly MissingPackage[];
}

/** How much was searched. */
export interface Tried {
  /** Versions of which the dependencies were looked at. */
  versions: number;
  decisions: number;
  conflicts: number;
}

/** A package that the plan has otherwise than the lock file. */
export interface Change {
  name: string;
  source: string | undefined;
  /** `undefined` for one that is added. */
  from: string | undefined;
  /** `undefined` for one that is dropped. */
  to: string | undefined;
  why: Why;
  /** Index of the change that this one follows from. */
  follows: number | undefined;
}

/** A version that may or may not fit the baselines that it is built for. */
export interface UnknownChosen extends PackageName {
  baselines: readonly string[];
}

/** Why a package changes. */
export type Why =
  /** It cannot be built with a baseline (`baseline`), or must not be used at all. */
  | { kind: 'unfit'; baseline: string | undefined; objection: Objection }
  /** As the plan has it, another package requires what the locked version is not. */
  | { kind: 'required'; by: PackageName; requirement: string; feature: string | undefined }
  /** The locked version requires what the plan does not have, or has only where it is not built for the baseline. */
  | { kind: 'requires'; name: string; requirement: string; feature: string | undefined }
  /** Only one package may link this native library. */
  | { kind: 'links'; library: string; other: PackageName }
  /** Nothing requires it any more. */
  | { kind: 'not needed' }
  /** It goes with the other changes; no single requirement tells why. */
  | { kind: 'together' };

/** A package of a lock file. */
export interface PackageName {
  name: string;
  version: string;
  source: string | undefined;
}

/** Why a member cannot be built with its baseline. */
export interface BlockingChain {
  /** Id of the member. */
  member: string;
  baseline: string;
  /** What it requires and cannot have, or what is the matter with itself. */
  because: { requirement: BlockedRequirement } | { objection: Objection };
}

/** A requirement that no version meets. */
export interface BlockedRequirement {
  /** The package that is required. */
  name: string;
  /** As the manifest or the index states it. */
  requirement: string;
  /** The feature that is asked for, where that is the matter. */
  feature: string | undefined;
  /**
   * Every version that satisfies the requirement, newest first, by the reason why it cannot be chosen. None where nothing
   * satisfies it.
   */
  versions: readonly BlockedVersions[];
  /** Is nothing at hand about the package? */
  isMissing: boolean;
}

/** Versions that cannot be chosen for the same reason. */
export interface BlockedVersions {
  /** Newest first. */
  versions: readonly string[];
  why: BlockedWhy;
}

/** Why a version that satisfies a requirement cannot be chosen. */
export type BlockedWhy =
  | Objection
  | { kind: 'lacks-feature'; feature: string }
  /** It requires something in turn that no version meets, some of the versions by a narrower requirement. */
  | { kind: 'requires'; blocked: BlockedRequirement; narrower: readonly string[] }
  /** Another package requires another version in the same range of compatible ones. */
  | { kind: 'clashes'; with: string; requirement: string }
  /** Another package links the same native library. */
  | { kind: 'links'; library: string; other: string };
