import type { Catalogue } from '../cargo/catalogue.js';
import type { Objection } from '../cargo/objection.js';
import type { BlockedRequirement, BlockingChain } from '../output.js';
import { compareReleases, fullRelease, nextMinorRelease } from '../release.js';
import { attempt } from './attempt.js';

/** Some years of releases: Rust has one every six weeks. */
const STEP_LIMIT = 40;

/**
 * The oldest release that will do for all members whose baseline is older. From each blocking chain it takes the oldest release
 * with which the chain would not hold any more, so that no release in between is passed over. `undefined` where none will do.
 */
export function raiseBaseline(
  catalogue: Catalogue,
): { baseline: string; members: readonly string[]; changes: number } | undefined {
  const { members } = catalogue.input;
  let baseline: string | undefined;
  for (let step = 0; step <= STEP_LIMIT; step += 1) {
    const raised = baseline;
    const altered = members.map((each) =>
      raised !== undefined && compareReleases(each.baseline, raised) < 0 ? { ...each, baseline: raised } : each,
    );
    const outcome = attempt(catalogue, altered);
    if (outcome.kind === 'solved' && raised !== undefined) {
      const concerned = members.filter((each) => compareReleases(each.baseline, raised) < 0);
      return { baseline: raised, members: concerned.map(({ id }) => id), changes: outcome.changes };
    }
    if (outcome.kind !== 'blocked') return undefined;
    baseline = releaseThatUnblocks(outcome.chain) ?? releaseAfterClash(outcome.chain, raised);
    if (baseline === undefined) return undefined;
  }
  return undefined;
}

/** The oldest release with which some version of a chain could be chosen that now cannot. */
function releaseThatUnblocks({ baseline, because }: BlockingChain): string | undefined {
  const objections = 'objection' in because ? [because.objection] : objectionsIn(because.requirement);
  const releases = objections.flatMap((objection) => releaseFor(objection, baseline) ?? []);
  return releases.filter((release) => compareReleases(release, baseline) > 0).sort(compareReleases)[0];
}

/**
 * The release after this one where packages are in each other's way: what else they could be is not in the chain, and may be what a newer
 * release takes.
 */
function releaseAfterClash({ baseline, because }: BlockingChain, raised: string | undefined): string | undefined {
  const isClash = 'requirement' in because && endsInClash(because.requirement);
  return isClash ? nextMinorRelease(raised ?? baseline) : undefined;
}

function endsInClash({ versions }: BlockedRequirement): boolean {
  return versions.some(({ why }) => {
    if (why.kind === 'requires') return endsInClash(why.blocked);
    return why.kind === 'links' || why.kind === 'clashes';
  });
}

function objectionsIn({ versions }: BlockedRequirement): Objection[] {
  return versions.flatMap(({ why }): Objection[] => {
    if (why.kind === 'requires') return objectionsIn(why.blocked);
    return why.kind === 'too-new' || why.kind === 'refused' ? [why] : [];
  });
}

function releaseFor(objection: Objection, baseline: string): string | undefined {
  if (objection.kind === 'too-new') return fullRelease(objection.declared ?? '') ?? nextMinorRelease(baseline);
  // Of what does not compile with a release, nothing tells with which it does.
  if (objection.kind !== 'refused' || objection.baseline === undefined) return undefined;
  return nextMinorRelease(objection.baseline);
}
