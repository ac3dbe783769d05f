import type { Deviation, DeviationRequest, Place, Project } from '@assay/evidence';
import type { IntegrityLevel } from './level.js';

/** A value of the policy and the line that says it. */
export interface Stated<T> {
  value: T;
  at: Place;
}

/** assay.toml, read and checked. Everything in it knows its place, so that a finding can point at who asked. */
export interface Policy {
  /** Path relative to the workspace root, and the bytes that were read, for the bundle. */
  path: string;
  text: string;
  project: Project;
  /** The last day until which evidence must be kept, `YYYY-MM-DD`. */
  keepUntil?: string;
  /** The level of every workspace member that {@link levels} does not name. */
  level: Stated<IntegrityLevel>;
  levels: ReadonlyMap<string, Stated<IntegrityLevel>>;
  baseline: {
    /** The Rust release that everything must compile with: an exact `1.85.0`. */
    rust: Stated<string>;
    /** The name it was given by, when the policy names one instead of a release. */
    name?: string;
    crates: ReadonlyMap<string, Stated<string>>;
  };
  /** The settings of each check, by check name, as its schema read them (defaults filled in). */
  settings: ReadonlyMap<string, unknown>;
  deviations: readonly Deviation[];
  /** Deviations that nobody has approved yet. They permit nothing. */
  requests: readonly DeviationRequest[];
  /** Where the table or key at this path stands (`['toolchain', 'allow-known-problems', 0]`); the nearest parent when absent. */
  placeOf(path: readonly (string | number)[]): Place;
}

/** The level of a workspace member. */
export function levelOf(policy: Policy, member: string): Stated<IntegrityLevel> {
  return policy.levels.get(member) ?? policy.level;
}

/** The baseline of a workspace member. */
export function baselineOf(policy: Policy, member: string): Stated<string> {
  return policy.baseline.crates.get(member) ?? policy.baseline.rust;
}
