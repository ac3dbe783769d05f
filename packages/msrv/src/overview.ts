import { count } from '@assay/evidence';
import { parseVersion } from '@assay/rust';
import type { MsrvFacts, PackageFact } from './facts.js';
import { type Headroom, headroomOf } from './headroom.js';
import { inWords } from './words.js';

/** Members whose headroom is told; a workspace with more has them in the report. */
const MEMBERS_TOLD = 5;

/** The three sets, the three answers, and the headroom. */
export function overview(facts: MsrvFacts): string[] {
  const built = facts.packages.filter(({ builtFor }) => builtFor.length > 0);
  if (built.length === 0) return [];
  const headroom = headroomOf(facts);
  const left = headroom.length - MEMBERS_TOLD;
  return [
    sets(facts, built),
    answers(built),
    ...headroom.slice(0, MEMBERS_TOLD).map(headroomInWords),
    ...(left > 0 ? [`and ${left} more members, whose headroom is in the report`] : []),
  ];
}

/** `478 locked, 470 of them in the resolved graph, 358 built (default features, for thumbv7em-none-eabihf)`. */
function sets({ packages, unreached, build }: MsrvFacts, built: readonly PackageFact[]): string {
  const targets = build.targets.length === 0 ? '' : `, for ${inWords(build.targets)}`;
  return (
    `${packages.length + unreached.length} locked, ${packages.length} in the resolved graph, ` +
    `${built.length} built (${build.features.join(', ')}${targets})`
  );
}

/** `of those built, 301 declare a rust-version, 57 declare none (57 of them proved); 358 are proved by compiling`. */
function answers(built: readonly PackageFact[]): string {
  const silent = built.filter(({ rustVersion }) => rustVersion === null);
  const isProved = ({ proved }: PackageFact) => proved.length > 0;
  const ofThem = silent.length === 0 ? '' : ` (${silent.filter(isProved).length} of them proved)`;
  const proved = built.filter(isProved).length;
  const compiled = proved === 0 ? 'none was compiled' : `${proved} ${proved === 1 ? 'is' : 'are'} proved by compiling`;
  return `of those built, ${built.length - silent.length} declare a rust-version, ${silent.length} declare none${ofThem}; ${compiled}`;
}

/** `pump: what is built declares a need of Rust 1.63.0 (valve 2.1.0), the baseline is 1.85.0: 22 releases of headroom`. */
function headroomInWords({ member, least, heldBy, lostBelow, gainedAbove }: Headroom): string {
  const { name, baseline } = member;
  const isSame = lostBelow.length === heldBy.length && lostBelow.every((id) => heldBy.includes(id));
  const change = [
    ...(lostBelow.length > 0 && !isSame ? [`; one release less would lose ${inWords(lostBelow)}`] : []),
    ...(gainedAbove.length > 0 ? [`; one more would gain ${inWords(gainedAbove)}`] : []),
  ];
  const need = `what is built declares a need of Rust ${least} (${inWords(heldBy)})`;
  return `${name}: ${need}, the baseline is ${baseline.rust}: ${room(least, baseline.rust)}${change.join('')}`;
}

function room(least: string, baseline: string): string {
  const [from, to] = [parseVersion(least), parseVersion(baseline)];
  const releases = from === undefined || to === undefined || from.major !== to.major ? 0 : to.minor - from.minor;
  if (releases > 0) return `${count(releases, 'release')} of headroom`;
  return releases === 0 ? 'no headroom' : `${count(-releases, 'release')} short`;
}
