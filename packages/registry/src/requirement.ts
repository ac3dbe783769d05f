import { type CrateVersion, parseCrateVersion, readVersion } from './crate-version.js';

/**
 * A requirement on a dependency's version: all comparators must hold. Without any it is `*`.
 * https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html#version-requirement-syntax
 */
export interface Requirement {
  comparators: readonly Comparator[];
}

/** `>=1.2`, and what it names of a version: one to three numbers, and a whole version where there are three. */
export interface Comparator {
  operator: Operator;
  numbers: readonly number[];
  version: CrateVersion | undefined;
}

export type Operator = '^' | '~' | '=' | '>' | '>=' | '<' | '<=';

/** As many as Cargo takes in one requirement. */
const COMPARATOR_LIMIT = 32;

const wildcard = /^ *[*xX] *$/;
const comparator =
  /^ *(?:([<>]=?|[=~^]) *)?(0|[1-9]\d*)(?:\.([*xX]|0|[1-9]\d*)(?:\.([*xX]|0|[1-9]\d*)([-+][0-9A-Za-z.+-]*)?)?)? *$/;

/** Reads a requirement of a manifest or an index: `^1.2`, `>=1, <3`, `1.*`. `undefined` where Cargo would refuse it. */
export function parseRequirement(text: string): Requirement | undefined {
  if (wildcard.test(text)) return { comparators: [] };
  const parts = text.split(',', COMPARATOR_LIMIT + 1);
  if (parts.length > COMPARATOR_LIMIT) return undefined;
  const comparators = parts.map(parseComparator);
  return comparators.every((each) => each !== undefined) ? { comparators } : undefined;
}

/**
 * Does a version satisfy a requirement? Build metadata does not count. A pre-release does only where a comparator names a
 * pre-release of the same three numbers. What is no version satisfies nothing.
 */
export function satisfies(version: string | CrateVersion, { comparators }: Requirement): boolean {
  const candidate = readVersion(version);
  if (candidate === undefined) return false;
  return (
    comparators.every((each) => holds(candidate, each)) &&
    (isRelease(candidate) || comparators.some((each) => namesPreReleaseOf(candidate, each)))
  );
}

function parseComparator(text: string): Comparator | undefined {
  const match = comparator.exec(text);
  if (match === null) return undefined;
  const [, operator, major, minor, patch, suffix = ''] = match;
  const named = [major, minor, patch].filter((part) => part !== undefined);
  const wildcardAt = named.findIndex(isWildcard);
  const numerals = wildcardAt === -1 ? named : named.slice(0, wildcardAt);
  // After a wildcard only another one may stand: `1.*.*`.
  if (!named.slice(numerals.length).every(isWildcard)) return undefined;
  const numbers = numerals.map(Number);
  if (!numbers.every(Number.isSafeInteger)) return undefined;
  const version = numbers.length === 3 ? parseCrateVersion(`${numerals.join('.')}${suffix}`) : undefined;
  if (version === undefined && (numbers.length === 3 || suffix !== '')) return undefined;
  return { operator: (operator as Operator | undefined) ?? (wildcardAt === -1 ? '^' : '='), numbers, version };
}

function isWildcard(part: string): boolean {
  return ['*', 'x', 'X'].includes(part);
}

/** Does one comparator hold, pre-releases being compared like other versions? */
export function holds(candidate: CrateVersion, { operator, numbers, version }: Comparator): boolean {
  const order = version === undefined ? compareNumbers(candidate, numbers) : candidate.compare(version);
  // A pre-release is not among the versions that `1.2` stands for.
  const equal = order === 0 && (version !== undefined || isRelease(candidate));
  switch (operator) {
    case '=':
      return equal;
    case '>':
      return order > 0;
    case '>=':
      return order > 0 || equal;
    case '<':
      return order < 0;
    case '<=':
      return order < 0 || equal;
    case '~':
      return (order > 0 || equal) && compareNumbers(candidate, numbers.slice(0, 2)) === 0;
    case '^':
      return order >= 0 && compareNumbers(candidate, numbers.slice(0, leadingNumbers(numbers))) === 0;
  }
}

/** How many of its numbers a caret requirement keeps: up to the first that is not zero. */
function leadingNumbers(numbers: readonly number[]): number {
  const first = numbers.findIndex((number) => number > 0);
  return first === -1 ? numbers.length : first + 1;
}

/** The version's numbers against as many as are named. */
function compareNumbers({ major, minor, patch }: CrateVersion, numbers: readonly number[]): number {
  const own = [major, minor, patch];
  const differing = numbers.findIndex((number, index) => number !== own[index]);
  return differing === -1 ? 0 : (own[differing] ?? 0) - (numbers[differing] ?? 0);
}

function isRelease({ prerelease }: CrateVersion): boolean {
  return prerelease.length === 0;
}

function namesPreReleaseOf(candidate: CrateVersion, { version }: Comparator): boolean {
  return version !== undefined && !isRelease(version) && candidate.compareMain(version) === 0;
}
