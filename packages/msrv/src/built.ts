import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import {
  type CargoFailure,
  type FeatureSet,
  featureSetInWords,
  type Member,
  packageKey,
  packagesBuilt,
} from '@assay/rust';
import type { Asked } from './asked.js';
import { cargoRemedies } from './gaps.js';

/** What is compiled for each member: keys of packages ({@link packageKey}) by Cargo's id of the member. */
export interface Built {
  of: ReadonlyMap<string, ReadonlySet<string>>;
  gaps: Gap[];
}

/** Runs of Cargo at a time: two cores are what most runners have, and Cargo itself uses little more than one to plan. */
const AT_A_TIME = 2;

/** Asks Cargo for its plan of every build that is judged, with tests, examples and benches if asked. Throws WorldError when interrupted. */
export async function askBuilt(
  world: World,
  members: readonly Member[],
  asked: Asked,
  { withTests = false }: { withTests?: boolean } = {},
): Promise<Built> {
  const of = new Map<string, Set<string>>(members.map(({ id }) => [id, new Set()]));
  const gaps: Gap[] = [];
  const builds = members.flatMap((member) => asked.featuresOf(member).map((features) => ({ member, features })));
  await side(builds, AT_A_TIME, async ({ member, features }) => {
    const outcome = await packagesBuilt(world, { member, features, targets: asked.targets, withTests });
    if ('failure' in outcome) gaps.push(planGap(member, features, outcome.failure));
    else for (const each of outcome.packages) of.get(member.id)?.add(packageKey(each));
  });
  return { of, gaps };
}

function planGap({ name }: Member, features: FeatureSet, { message, reason, at }: CargoFailure): Gap {
  return {
    what: `what is built for ${name} with ${featureSetInWords(features)} (cargo build --unit-graph)`,
    why: message,
    remedy: cargoRemedies[reason],
    ...(at === undefined ? {} : { at }),
  };
}

/** Does the work for every item, so many at a time, in the order of the items. */
async function side<T>(items: readonly T[], atATime: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atATime }, worker));
}
