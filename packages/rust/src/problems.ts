import type { KnownProblem, ProblemData, ReleaseRange } from './problem-data.js';
import { compareVersions, formatVersion, parseVersion, type RustVersion } from './version.js';

/** What a release is used on and for: problems of platforms that do not occur are left out. */
export interface Machine {
  /** The compiler's host triple; `undefined` when it could not be learned, which leaves nothing out. */
  host: string | undefined;
  /** Other targets that are built for. */
  targets: readonly string[];
}

/** A known problem and how it stands to a release: it affects it, or it may. */
export interface ProblemMatch {
  problem: KnownProblem;
  match: 'affects' | 'may affect';
  /** Why it was matched: `1.87.0 <= 1.95.0 < 1.97.1`. */
  reason: string;
}

/**
 * The known problems that affect a release or may affect it, in the order of the data. Throws TypeError when the release
 * is not a version.
 */
export function knownProblems({ problems }: ProblemData, release: string, machine: Machine): ProblemMatch[] {
  const version = parseVersion(release);
  if (version === undefined) throw new TypeError(`${release} is not a Rust release`);
  return problems
    .filter((problem) => occursOn(problem, machine))
    .map((problem) => matchProblem(problem, version))
    .filter((match) => match !== undefined);
}

/** Does the data speak of this release at all? Of one that is newer than its newest it knows nothing, which is not "no problems". */
export function problemDataCovers({ newestRelease }: ProblemData, release: string): boolean {
  const [asked, newest] = [parseVersion(release), parseVersion(newestRelease)];
  return asked !== undefined && newest !== undefined && compareVersions(asked, newest) <= 0;
}

/**
 * Is the fix in a point release of the same minor release? Then it can be had without any other change. Never
 * when no fixed release is known.
 */
export function isPointReleaseFix(problem: Pick<KnownProblem, 'fixedIn'>, release: string): boolean {
  const [fixed, pinned] = [problem.fixedIn ?? '', release].map(parseVersion);
  return fixed !== undefined && fixed.major === pinned?.major && fixed.minor === pinned.minor;
}

function matchProblem(problem: KnownProblem, version: RustVersion): ProblemMatch | undefined {
  if (problem.affected === null) {
    return { problem, match: 'may affect', reason: 'the affected releases are not established' };
  }
  const affected = rangeOf(problem.affected, version);
  if (affected !== undefined) return { problem, match: 'affects', reason: reason(version, affected) };
  const possible = rangeOf(problem.mayAffect ?? [], version);
  if (possible === undefined) return undefined;
  return { problem, match: 'may affect', reason: `${reason(version, possible)}, where it is not established` };
}

function rangeOf(ranges: readonly ReleaseRange[], version: RustVersion): ReleaseRange | undefined {
  return ranges.find(({ from, before }) => atLeast(version, from) && !atLeast(version, before));
}

function atLeast(version: RustVersion, bound: string | undefined): boolean {
  const limit = bound === undefined ? undefined : parseVersion(bound);
  return limit === undefined || compareVersions(version, limit) >= 0;
}

/** `1.87.0 <= 1.95.0 < 1.97.1`. */
function reason(version: RustVersion, { from, before }: ReleaseRange): string {
  return `${from === undefined ? '' : `${from} <= `}${formatVersion(version)} < ${before}`;
}

/** `std` goes into what is built, so its targets count; tools run on the host alone. */
function occursOn({ platform, component }: KnownProblem, { host, targets }: Machine): boolean {
  if (platform === undefined || host === undefined) return true;
  const triples = component === 'std' ? [host, ...targets] : [host];
  return triples.some((triple) => isPlatform(triple, platform));
}

function isPlatform(triple: string, platform: NonNullable<KnownProblem['platform']>): boolean {
  switch (platform) {
    case 'windows':
      return triple.includes('-windows-');
    case 'windows-msvc':
      return triple.endsWith('-windows-msvc');
    case 'unix':
      return !triple.includes('-windows-');
    case 'sgx':
      return triple.endsWith('-sgx');
  }
}
