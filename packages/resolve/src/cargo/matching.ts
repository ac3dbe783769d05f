import { type Requirement, satisfies } from '@assay/registry';
import type { Candidate } from './candidate.js';

/**
 * The only range of compatible versions in which a requirement can be met: `1` for `^1.2` or `~1.2`. `undefined` where it may
 * be met in several. https://doc.rust-lang.org/cargo/reference/resolver.html#semver-compatibility
 */
export function onlyRangeOf({ comparators }: Requirement): string | undefined {
  for (const { operator, numbers } of comparators) {
    const [major = 0, minor = 0] = numbers;
    if (operator.startsWith('>') || operator.startsWith('<')) continue;
    if (major > 0) return `${major}`;
    if (minor > 0) return `0.${minor}`;
  }
  return undefined;
}

/**
 * The indexes of the candidates of one range, newest first, that satisfy a requirement. The releases that do are neighbours,
 * because every comparator cuts off at an end: so few of hundreds need to be compared.
 */
export function satisfyingIndexes(candidates: readonly Candidate[], requirement: Requirement): number[] {
  const all = [...candidates.keys()];
  const isPreRelease = (index: number) => (candidates[index]?.version.prerelease.length ?? 0) > 0;
  const isMet = (index: number | undefined) => {
    const candidate = index === undefined ? undefined : candidates[index];
    return candidate !== undefined && satisfies(candidate.version, requirement);
  };
  const releases = all.filter((index) => !isPreRelease(index));
  const newest = releases.findIndex(isMet);
  const met = newest === -1 ? [] : releases.slice(newest, endOfMet(releases, newest, isMet));
  return [...met, ...all.filter((index) => isPreRelease(index) && isMet(index))];
}

/** Index after the last one that is met, of which `first` is the first. */
function endOfMet(releases: readonly number[], first: number, isMet: (index: number | undefined) => boolean): number {
  if (isMet(releases.at(-1))) return releases.length;
  let [met, unmet] = [first, releases.length - 1];
  while (unmet - met > 1) {
    const middle = (met + unmet) >>> 1;
    if (isMet(releases[middle])) met = middle;
    else unmet = middle;
  }
  return unmet;
}
