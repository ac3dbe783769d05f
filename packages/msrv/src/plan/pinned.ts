import type { World } from '@assay/host';
import type { Member } from '@assay/rust';
import type { Asked } from '../asked.js';
import { type Broken, brokenPackages } from '../proof/broken.js';
import { compileWithPinned } from '../proof/pinned-compiler.js';
import type { Place } from '../proof/place.js';

/** What the pinned compiler makes of a lock file. */
export interface PinnedOutcome {
  /** Names of the members that compile. */
  compiled: string[];
  broken: (Broken & { member: Member })[];
  /** Why a member could not be tried. */
  untried: { member: Member; why: string }[];
}

/**
 * Compiles every member with the compiler that the workspace pins: what a change of versions breaks there has nothing to do with a
 * baseline. Throws WorldError when interrupted.
 */
export async function compileAllOnPinned(
  world: World,
  members: readonly Member[],
  asked: Asked,
  place: Place,
): Promise<PinnedOutcome> {
  const outcome: PinnedOutcome = { compiled: [], broken: [], untried: [] };
  for (const member of members) {
    world.progress(`compiling ${member.name} with the pinned compiler`);
    const before = outcome.broken.length + outcome.untried.length;
    for (const features of asked.featuresOf(member)) {
      const compilation = await compileWithPinned(world, { member, features }, asked, place);
      if (compilation.outcome === 'untried') outcome.untried.push({ member, why: compilation.why });
      const errors = compilation.outcome === 'failed' ? compilation.errors : [];
      outcome.broken.push(...brokenPackages(errors, member).map((each) => ({ ...each, member })));
    }
    if (outcome.broken.length + outcome.untried.length === before) outcome.compiled.push(member.name);
  }
  return outcome;
}
