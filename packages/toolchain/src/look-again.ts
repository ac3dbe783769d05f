import type { Collected } from '@assay/check';
import type { World } from '@assay/host';
import { compareRanks, type Policy } from '@assay/policy';
import { findSysroot } from '@assay/rust';
import type { ToolchainFacts } from './facts.js';
import { lookAtTheEnd, Watched } from './lock/watch.js';
import { look } from './look.js';
import type { ToolchainSettings } from './settings.js';

/**
 * Looks at the toolchain again when the job's build scripts, macros and tests have run. The policy may let files be taken for unchanged by
 * their times, but not from rank medium upwards (ASIL B, SIL 2, Class B, DAL C).
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
  const now = await look('the toolchain that a build uses at the end', world.anchors, () => findSysroot(world));
  const what = 'the toolchain at the end of the job';
  const again = await look(what, world.anchors, () =>
    lookAtTheEnd(world, before, { trustTimes, now: now.found?.folder }),
  );
  return {
    ...first,
    facts: { ...facts, atEnd: again.found ?? null },
    gaps: [...gaps, ...[now.gap, again.gap].flatMap((gap) => gap ?? [])],
  };
}
