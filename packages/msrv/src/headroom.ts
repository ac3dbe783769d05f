import { byCodeUnit } from '@assay/evidence';
import { formatVersion, parseVersion } from '@assay/rust';
import { demandsOf, isNewer } from './demand.js';
import type { MemberFact, MsrvFacts } from './facts.js';
import { isBuilt } from './offence.js';
import { reachOf } from './reach.js';

/** How far a member's baseline is from what its packages say that they need. Releases are exact: `1.85.0`. */
export interface Headroom {
  member: MemberFact;
  /** The lowest release that all of what is built for it says it builds with, by `rust-version`, edition and manifest. */
  least: string;
  /** Ids of the packages that hold it there. */
  heldBy: string[];
  /** How many of them say nothing, so that the least is a lower bound. */
  silent: number;
  /** Ids of the packages that would not fit any more if the baseline were one release older. */
  lostBelow: string[];
  /** Ids of the packages that do not fit. */
  above: string[];
  /** Ids of the packages that do not fit now and would if the baseline were one release newer. */
  gainedAbove: string[];
}

/** The headroom of every member, in the order of the members. A member of which nothing is built has none. */
export function headroomOf(facts: MsrvFacts): Headroom[] {
  return facts.members.flatMap((member) => {
    const built = builtFor(facts, member);
    if (built.length === 0) return [];
    const { rust } = member.baseline;
    const least = built.reduce((highest, { needs }) => (isNewer(needs, highest) ? needs : highest), '1.0.0');
    const ids = (test: (needs: string) => boolean) => built.flatMap(({ id, needs }) => (test(needs) ? [id] : []));
    const fits = (needs: string, release: string) => !isNewer(needs, release);
    return [
      {
        ...{ member, least },
        heldBy: ids((needs) => needs === least),
        silent: built.filter(({ silent }) => silent).length,
        lostBelow: ids((needs) => fits(needs, rust) && !fits(needs, neighbour(rust, -1))),
        above: ids((needs) => !fits(needs, rust)),
        gainedAbove: ids((needs) => !fits(needs, rust) && fits(needs, neighbour(rust, 1))),
      },
    ];
  });
}

interface Needing {
  id: string;
  needs: string;
  /** Does it declare nothing, so that it may need more? */
  silent: boolean;
}

function builtFor(facts: MsrvFacts, member: MemberFact): Needing[] {
  const demands = demandsOf(facts);
  const reach = reachOf(facts);
  return facts.packages
    .filter(({ id }) => (reach.get(id) ?? []).some((way) => way.member.id === member.id && isBuilt(way)))
    .map(({ id, rustVersion, inferred }) => {
      const releases = [demands.get(id)?.rust ?? '1.0.0', inferred?.rust ?? '1.0.0'];
      const needs = releases.reduce((highest, each) => (isNewer(each, highest) ? each : highest));
      return { id, needs, silent: rustVersion === null };
    })
    .sort((a, b) => byCodeUnit(a.id, b.id));
}

/** The release so many minor numbers away: a new one comes every six weeks. */
function neighbour(release: string, step: number): string {
  const version = parseVersion(release);
  if (version === undefined) throw new TypeError(`${release} is not a Rust release`);
  return formatVersion({ major: version.major, minor: Math.max(0, version.minor + step), patch: 0 });
}
