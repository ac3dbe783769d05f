import { byCodeUnit } from '@assay/evidence';
import type { SemVer } from 'semver';
import parse from 'semver/functions/parse.js';

/** The version of a package, read. Handing it around saves reading its text again for every comparison. */
export type CrateVersion = SemVer;

/**
 * Reads a version as Cargo does: three numbers, a pre-release and build metadata where they are there, and nothing around them
 * (https://semver.org). `undefined` for anything else, for numbers above 2^53 - 1, and for more than 256 characters.
 */
export function parseCrateVersion(text: string): CrateVersion | undefined {
  // The library also takes `v1.0.0`, and spaces around; Cargo takes neither.
  return /^\d.*[0-9A-Za-z-]$/.test(text) ? (parse(text) ?? undefined) : undefined;
}

/**
 * Negative when `a` is the older, in the order in which Cargo prefers versions: by precedence, and where that is the same by
 * build metadata. What is no version comes before all versions, by code unit.
 */
export function compareCrateVersions(a: string | CrateVersion, b: string | CrateVersion): number {
  const [left, right] = [readVersion(a), readVersion(b)];
  if (left === undefined || right === undefined) {
    return Number(left !== undefined) - Number(right !== undefined) || byCodeUnit(String(a), String(b));
  }
  return left.compare(right) || left.compareBuild(right);
}

/**
 * The range in which Cargo lets a build have one version only: `1` for 1.2.3, `0.3` for 0.3.41, `0.0.7` for itself. What is no
 * version is a range of its own. https://doc.rust-lang.org/cargo/reference/resolver.html#semver-compatibility
 */
export function compatibilityRange(version: string | CrateVersion): string {
  const read = readVersion(version);
  if (read === undefined) return String(version);
  const { major, minor, patch } = read;
  if (major > 0) return `${major}`;
  return minor > 0 ? `0.${minor}` : `0.0.${patch}`;
}

/** A version that may have been read already. */
export function readVersion(version: string | CrateVersion): CrateVersion | undefined {
  return typeof version === 'string' ? parseCrateVersion(version) : version;
}
