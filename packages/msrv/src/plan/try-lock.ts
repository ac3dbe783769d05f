import type { Gap } from '@assay/evidence';
import { renderLock, type Solution } from '@assay/resolve';
import { compareVersions, knownLockFormats, parseVersion } from '@assay/rust';
import type { Broken } from '../proof/broken.js';
import { ownPlace, type Place } from '../proof/place.js';
import { type Proof, prove } from '../proof/prove.js';
import { completeLock } from './complete-lock.js';
import { type Lesson, learn } from './learn.js';
import { compileAllOnPinned, type PinnedOutcome } from './pinned.js';
import type { Planning } from './planning.js';
import type { Situation } from './situation.js';
import { copyWorkspace, placeOf } from './workspace-copy.js';

/** A lock file that was compiled. */
export interface Trial {
  lockText: string;
  format: number;
  proof: Proof;
  /** `undefined` where a baseline failed, so that there was nothing to hold against it. */
  pinned: PinnedOutcome | undefined;
  lesson: Lesson;
}

/**
 * Compiles what a search found: with each baseline, and when all of that compiles, with the pinned compiler. What is right as it is, is
 * compiled where it is. Throws WorldError when interrupted.
 */
export async function tryLock(planning: Planning, solution: Solution): Promise<Trial | { gap: Gap }> {
  const { world, situation } = planning;
  const made = await makeLock(planning, solution);
  if ('gap' in made) return made;
  planning.compilations += 1;
  const { members, asked } = situation;
  const proof = await prove(world, members, asked, made.place);
  const failed = proof.broken.length + proof.excused.length + proof.gaps.length > 0;
  const pinned = failed ? undefined : await compileAllOnPinned(world, members, asked, made.place);
  const { lockText, format } = made;
  const asItIs = await presentOnPinned(planning, lockText, proof.excused.length + (pinned?.broken.length ?? 0) > 0);
  return { lockText, format, proof, pinned, lesson: learn(solution, { proof, pinned, asItIs }) };
}

/**
 * What fails on the pinned compiler in the copy with the lock file as it is now, where something fails there with the planned one: then
 * the copy lacks something, or the workspace does, and no version is to blame. The copy has the planned lock file afterwards.
 */
async function presentOnPinned(planning: Planning, planned: string, isAsked: boolean): Promise<readonly Broken[]> {
  const { world, host, copy, situation } = planning;
  if (!isAsked || copy === undefined) return [];
  if (planning.asItIs === undefined) {
    const { members, asked, lock, lockText } = situation;
    await host.writer.writeWhole(copy.lock, lockText);
    planning.asItIs = (await compileAllOnPinned(world, members, asked, placeOf(world, copy, lock, planning))).broken;
    await host.writer.writeWhole(copy.lock, planned);
  }
  return planning.asItIs;
}

interface MadeLock {
  lockText: string;
  format: number;
  place: Place;
}

async function makeLock(planning: Planning, solution: Solution): Promise<MadeLock | { gap: Gap }> {
  const { world, host, situation } = planning;
  const format = formatFor(situation);
  if (solution.changes.length === 0 && format === situation.lock.version) {
    const { lock, vendored } = situation;
    return { lockText: situation.lockText, format, place: ownPlace(world, { lock, vendored }) };
  }
  const comments = situation.lockText.split(/\r?\n/).filter((line) => line.startsWith('#'));
  const planned = renderLock(solution.packages, { format, comments });
  planning.copy ??= await copyWorkspace(world, host.writer, situation.local);
  const completed = await completeLock(world, host.writer, planning.copy, planned, planning);
  if ('refused' in completed) return { gap: notTaken(completed.refused) };
  const { text, lock } = completed;
  return { lockText: text, format: lock.version, place: placeOf(world, planning.copy, lock, planning) };
}

/** The present format, or the newest that every baseline's Cargo reads where that is older. */
function formatFor({ lock, members, asked }: Situation): 3 | 4 {
  const isRead = (since: string) =>
    members.every(({ name }) => {
      const [from, baseline] = [parseVersion(since), parseVersion(asked.baselineOf(name))];
      return from !== undefined && baseline !== undefined && compareVersions(from, baseline) <= 0;
    });
  const four = knownLockFormats.find(({ version }) => version === 4);
  return lock.version >= 4 && four !== undefined && isRead(four.since) ? 4 : 3;
}

function notTaken(why: string): Gap {
  return {
    what: 'whether Cargo takes the planned lock file',
    why,
    remedy:
      'see that the registries can be reached (without --offline), and plan again; if it happens again, report it',
  };
}
