import { compareCrateVersions, type ListedVersion, parseCrateVersion } from '@assay/registry';
import { compareVersions, parseRustVersion } from '@assay/rust';
import type { PreviousRelease } from './facts.js';
import type { PublishableMember } from './members.js';
import type { PublishedVersions } from './registry.js';
import { series } from './rise.js';

/** Versions with which packages begin, before which nothing was published. */
const firstVersions = ['0.0.0', '0.0.1', '0.1.0', '1.0.0'];

type Stated = Pick<PublishableMember, 'version' | 'rustVersion'>;

/**
 * The release that a member's is held against: the newest one before it that is neither yanked nor a pre-release. Where this very version
 * is published already and declares something else, it is that one: what is in the workspace is then what comes after it.
 */
export function previousRelease(member: Stated, found: PublishedVersions): PreviousRelease {
  if ('why' in found) return { state: 'not-known', why: found.why };
  const { version } = member;
  const upToIt = found.versions
    .filter((listed) => compareCrateVersions(listed.version, version) <= 0)
    .sort((a, b) => compareCrateVersions(b.version, a.version));
  if (!hasSeries(version, upToIt)) {
    const why = `the index on this machine has no ${series(version)}.* up to ${version}: it is older than those, or they do not exist`;
    return { state: 'not-known', why };
  }
  for (const listed of upToIt) {
    const isItself = compareCrateVersions(listed.version, version) === 0;
    if (!isItself && listed.version.prerelease.length > 0) continue;
    const entry = listed.read();
    if (entry.state !== 'known') {
      const why =
        entry.state === 'unreadable' ? entry.why : `its entry in the index has form ${entry.form}, which is newer`;
      return { state: 'not-known', why: `${listed.version.raw}: ${why}` };
    }
    const { yanked, rustVersion = null } = entry.details;
    if (yanked || (isItself && sameRelease(rustVersion, member.rustVersion))) continue;
    return { state: 'known', version: listed.version.raw, rustVersion, by: found.by };
  }
  return { state: 'none' };
}

/**
 * Is there a release before this one that must be known? Not where nothing is declared that could be held against it, and not for a version
 * with which packages begin, of which Cargo keeps nothing.
 */
export function hasPredecessor({ version, rustVersion }: Stated, found: PublishedVersions): boolean {
  const isFirst = firstVersions.includes(version) && 'why' in found && found.absent;
  return rustVersion !== null && !isFirst;
}

/** A release whose last number is not 0 follows another of its series; an index without one does not know what came before. */
function hasSeries(version: string, upToIt: readonly ListedVersion[]): boolean {
  if (parseCrateVersion(version)?.patch === 0) return true;
  return upToIt.some((listed) => series(listed.version.raw) === series(version));
}

function sameRelease(a: string | null, b: string | null): boolean {
  const [left, right] = [parseRustVersion(a ?? ''), parseRustVersion(b ?? '')];
  return left === undefined || right === undefined ? a === b : compareVersions(left, right) === 0;
}
