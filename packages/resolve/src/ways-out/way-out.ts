import type { BlockedRequirement } from '../output.js';

/** A way out where there is no lock file: what must be altered besides, so that there is one. A search has found that one. */
export type WayOut = WayOutKind & {
  /** How many packages the lock file then has otherwise than now. */
  changes: number;
};

export type WayOutKind =
  /** Features of members are not built any more. */
  | { kind: 'feature'; off: readonly FeatureOff[] }
  /** Requirements in manifests of members are relaxed. */
  | { kind: 'requirement'; relaxed: readonly RelaxedRequirement[] }
  /** Members whose baseline is older get this one, the oldest that will do. */
  | { kind: 'baseline'; baseline: string; members: readonly string[] }
  /** Members do without some dependencies: they are wrapped, or something else takes their place. */
  | { kind: 'replace'; replaced: readonly ReplacedDependency[] };

/** Features that bring a dependency, directly or by other features. */
export interface FeatureOff {
  /** Id of the member. */
  member: string;
  features: readonly string[];
  /** The dependency, by the name that the manifest has for it. */
  dependency: string;
}

/** A requirement of a member that no version met. */
export interface RelaxedRequirement {
  member: string;
  dependency: string;
  /** As the manifest has it now. */
  requirement: string;
  /** The version that is in the lock file that was found. */
  version: string | undefined;
}

/** A dependency of a member that no version meets. */
export interface ReplacedDependency {
  member: string;
  dependency: string;
  because: BlockedRequirement;
}
