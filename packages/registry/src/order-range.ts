import { type CrateVersion, parseCrateVersion, readVersion } from './crate-version.js';
import { type Comparator, holds, type Requirement } from './requirement.js';

/**
 * Does a version lie in a range by precedence alone? So RustSec means the requirements in its advisories: a pre-release of 2.0.0
 * comes after everything of 1, and `<= 1.2` ends at 1.2.0 (https://docs.rs/rustsec/latest/rustsec/osv/). What is no version lies in none.
 */
export function liesIn(version: string | CrateVersion, { comparators }: Requirement): boolean {
  const candidate = readVersion(version);
  return candidate !== undefined && comparators.every((comparator) => holds(candidate, toWholeVersion(comparator)));
}

function toWholeVersion(comparator: Comparator): Comparator {
  const [major = 0, minor = 0, patch = 0] = comparator.numbers;
  return { ...comparator, version: comparator.version ?? parseCrateVersion(`${major}.${minor}.${patch}`) };
}
