import { isWithin, type TargetChange } from '@assay/readiness';
import { compareVersions, parseVersion, type RustVersion } from '@assay/rust';
import type { TargetFacts } from './facts.js';

/**
 * The changes in releases that the project reaches: after the oldest, up to and with the newest. One whose release is known within bounds only
 * counts as soon as it may be one of them.
 */
export function changesInRange({ record, asked }: TargetFacts): TargetChange[] {
  const [from, to] = [releaseOf(asked.range.from), releaseOf(asked.range.to)];
  if (from === undefined || to === undefined) return [];
  return record.changes.filter(({ release, after }) => {
    const [first, before] = [releaseOf(release), after === undefined ? undefined : releaseOf(after)];
    return (
      first !== undefined && isWithin({ release: first, ...(before === undefined ? {} : { after: before }) }, from, to)
    );
  });
}

/** Does the pinned compiler have what came with this release? */
export function isReached({ compiler }: TargetFacts, release: string): boolean {
  const [pinned, changed] = [numbersOf(compiler.release), numbersOf(release)];
  return pinned !== undefined && changed !== undefined && compareVersions(changed, pinned) <= 0;
}

/** Why it is not known of all releases of the range what they changed; `undefined` where it is. */
export function unknownPartOf({ record, asked }: TargetFacts): string | undefined {
  const { from, to } = asked.range;
  const odd = [from, to, record.newestKnown, ...record.changes.map(({ release }) => release)].find(
    (text) => numbersOf(text) === undefined,
  );
  if (odd !== undefined) return `${JSON.stringify(odd)} is no release of Rust`;
  const [oldest, known, newest] = [from, record.newestKnown, to].map(minorOf);
  if (oldest === undefined || known === undefined || newest === undefined) return undefined;
  const isEmpty = compareVersions(oldest, newest) >= 0;
  if (isEmpty || compareVersions(newest, known) <= 0) return undefined;
  return `the newest release that Assay’s data on changes holds is ${record.newestKnown}, and the project reaches ${to}`;
}

/** A nightly of a release has its changes, or may have. */
function releaseOf(text: string): string | undefined {
  const version = numbersOf(text);
  return version === undefined ? undefined : `${version.major}.${version.minor}.${version.patch}`;
}

/** Without what makes it a nightly. */
function numbersOf(text: string): RustVersion | undefined {
  const version = parseVersion(text);
  if (version === undefined) return undefined;
  const { major, minor, patch } = version;
  return { major, minor, patch };
}

/** Point releases correct, and change no targets. */
function minorOf(text: string): RustVersion | undefined {
  const version = numbersOf(text);
  return version === undefined ? undefined : { ...version, patch: 0 };
}
