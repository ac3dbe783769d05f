import { compareVersions, parseVersion, type RustVersion } from '@assay/rust';

/** Negative when `a` is the older. Throws RangeError for what is no version: it would be compared as if it were one. */
export function compareReleases(a: string, b: string): number {
  return compareVersions(versionOf(a), versionOf(b));
}

function versionOf(release: string): RustVersion {
  const version = parseVersion(release);
  if (version === undefined) throw new RangeError(`${release} is no release of Rust`);
  return version;
}
