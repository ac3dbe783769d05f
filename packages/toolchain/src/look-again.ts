import type { Collected } from '@assay/check';
import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import { compareRanks, type Policy } from '@assay/policy';
import { findSysroot } from '@assay/rust';
import { changesBetween } from './changes.js';
import type { ToolchainFacts } from './facts.js';
import { digestsOf } from './lock/take-in.js';
import { lookAtTheEnd, Watched } from './lock/watch.js';
import { look } from './look.js';
import type { ToolchainSettings } from './settings.js';
import { lookAtWhatRuns, statesOf } from './what-runs.js';

/**
 * Looks at the toolchain, and at what a build would start and what has a say in it, again when the job's build scripts, macros and tests have run. The
 * policy may let files be taken for unchanged by their times, but not from rank medium upwards (ASIL B, SIL 2, Class B, DAL C).
 */
export async function lookAgain(
  world: World,
  _policy: Policy,
  settings: ToolchainSettings,
  first: Collected<ToolchainFacts>,
): Promise<Collected<ToolchainFacts>> {
  const { facts, gaps } = first;
  if (facts === undefined) return first;
  const before = Watched.parse(first.memory);
  const trustTimes = settings['trust-file-times'] && compareRanks(facts.rank, 'medium') < 0;
  const sysroot = look('the toolchain that a build uses at the end', world.anchors, () => findSysroot(world));
  const whatRuns = await lookAtWhatRuns(world, sysroot, Promise.resolve(digestsOf(before)));
  const folderNow = (await sysroot).found?.folder;
  const what = 'the toolchain at the end of the job';
  const again = await look(what, world.anchors, () => lookAtTheEnd(world, before, { trustTimes, folderNow }));
  // Without a toolchain nothing can be started; that there is none is told of as such.
  const changes = folderNow === undefined ? [] : changesBetween(statesOf(facts), statesOf(whatRuns.facts));
  const atEnd = again.found && { ...again.found, changes: [...again.found.changes, ...changes] };
  return {
    ...first,
    facts: { ...facts, atEnd: atEnd ?? null },
    gaps: [...gaps, ...[...whatRuns.gaps, ...(again.gap === undefined ? [] : [again.gap])].filter(isNew(gaps))],
  };
}

/** What could not be looked at the first time either is told of once. */
function isNew(known: readonly Gap[]): (gap: Gap) => boolean {
  return ({ what, why }) => !known.some((gap) => gap.what === what && gap.why === why);
}
