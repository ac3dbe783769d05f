import { compareVersions, parseVersion } from '../version.js';
import { type Inferred, inferFromEdition, inferFromFeatures, unique } from './parts.js';

export type { Inferred } from './parts.js';

/** A package as `cargo metadata` has it, as much of it as shows something. */
export interface DescribedPackage {
  edition: string;
  features: Readonly<Record<string, readonly string[]>>;
  /** The editions of its targets, where they are read: each may have its own. */
  targets?: readonly { edition: string }[];
}

/** What the description of any package, also one from a registry, shows of the releases that it needs. */
export function inferFromPackage({ edition, features, targets = [] }: DescribedPackage): Inferred[] {
  return unique([
    ...[edition, ...targets.map((target) => target.edition)].flatMap(inferFromEdition),
    ...inferFromFeatures(Object.entries(features).filter(([name, enables]) => !isImplicit(name, enables))),
  ]);
}

/** Cargo describes an optional dependency that nothing names with `dep:` as a feature, in a form that a manifest may have too. */
function isImplicit(name: string, enables: readonly string[]): boolean {
  return enables.length === 1 && enables[0] === `dep:${name}`;
}

/** The one that needs the newest release, the first of several; `null` for none. */
export function newestInferred(inferred: readonly Inferred[]): Inferred | null {
  return inferred.reduce<Inferred | null>((most, each) => (most === null || isNewer(each, most) ? each : most), null);
}

function isNewer(a: Inferred, b: Inferred): boolean {
  const [left, right] = [parseVersion(a.rust), parseVersion(b.rust)];
  return left !== undefined && right !== undefined && compareVersions(left, right) > 0;
}
