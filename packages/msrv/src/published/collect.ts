import { type Gap, utcDay } from '@assay/evidence';
import type { World } from '@assay/host';
import { formatVersion, parseRustVersion } from '@assay/rust';
import { cargoGap } from '../gaps.js';
import type { Seen } from '../graph.js';
import { inWords } from '../words.js';
import { buildAsPublished, type PublishedBuild } from './build.js';
import { buildFacts } from './build-facts.js';
import { findChangelog } from './changelog.js';
import type { PublishedFacts, PublishedMember } from './facts.js';
import { placesIn } from './manifest-places.js';
import { type PublishableMember, readPublishable } from './members.js';
import { newestBaseline } from './newest-baseline.js';
import { hasPredecessor, previousRelease } from './previous.js';
import { type FindPublished, openPublished, registryGap } from './registry.js';
import { keepsToMinor, riseOf } from './rise.js';

/** The facts, which are absent where a gap left nothing to judge. */
export interface Published {
  facts: PublishedFacts | undefined;
  gaps: Gap[];
}

/**
 * Looks at the members that can be published as those who depend on them will: what they declare, what their last releases declared, what
 * their changelogs say, and whether they compile as they would be published. Throws UserError and WorldError as `collect` does.
 */
export async function lookAtPublished(
  world: World,
  seen: Seen,
  { skipProof = false }: { skipProof?: boolean | undefined },
): Promise<Published> {
  const outcome = await readPublishable(world);
  if ('failure' in outcome) return { facts: undefined, gaps: [cargoGap(outcome.failure)] };
  const { members, leftOut } = outcome;
  const newest = newestBaseline(utcDay(world.clock.now()));
  const find = await openPublished(world, seen.lock);
  const told = await Promise.all(members.map((member) => lookAtOne(world, member, find)));
  const { asked, lock } = seen;
  const built = skipProof
    ? { of: new Map<string, PublishedBuild>(), gaps: skippedGaps(members) }
    : await buildAsPublished(world, { members, releaseOf, asked, lock });
  return {
    facts: {
      newestBaseline: newest ?? null,
      members: told.map(({ facts }) => ({ ...facts, ...buildFacts(built.of.get(facts.name), world.anchors) })),
      leftOut,
    },
    gaps: [
      ...(newest === undefined && members.length > 0 ? [noBaselineGap] : []),
      ...told.flatMap(({ gaps }) => gaps),
      ...built.gaps,
      ...[...built.of.values()].flatMap(({ gaps }) => gaps),
    ],
  };
}

type Told = Omit<PublishedMember, 'build' | 'runs' | 'failures'>;

async function lookAtOne(
  world: World,
  member: PublishableMember,
  find: FindPublished,
): Promise<{ facts: Told; gaps: Gap[] }> {
  const [at, found] = await Promise.all([placesIn(world, member.manifest), find(member)]);
  const previous = previousRelease(member, found);
  const { name, version, registries, rustVersion } = member;
  const facts = { name, version, registries, rustVersion, at, previous };
  const unknown = previous.state === 'not-known' && hasPredecessor(member, found) ? previous.why : undefined;
  if (unknown === undefined && riseOf(facts) === undefined) return { facts, gaps: [] };
  const { gaps, ...read } = await findChangelog(world, member);
  const withChangelog = { ...facts, ...read };
  if (unknown === undefined || keepsToMinor(withChangelog)) return { facts: withChangelog, gaps };
  return { facts: withChangelog, gaps: [...gaps, registryGap(member, unknown)] };
}

/** The exact release that a member declares. */
function releaseOf({ rustVersion }: PublishableMember): string | undefined {
  const declared = parseRustVersion(rustVersion ?? '');
  return declared === undefined ? undefined : formatVersion(declared);
}

function skippedGaps(members: readonly PublishableMember[]): Gap[] {
  const names = members.filter((member) => releaseOf(member) !== undefined).map(({ name }) => name);
  if (names.length === 0) return [];
  const verb = names.length === 1 ? 'compiles with the release that it declares' : 'compile with what they declare';
  return [
    {
      what: `whether ${inWords(names)} as published ${verb}`,
      why: '--no-prove leaves out compiling, which is one of the conventions of published packages',
      remedy: 'run without --no-prove',
    },
  ];
}

const noBaselineGap: Gap = {
  what: 'which named baseline is the newest that is supported',
  why: 'the data of this version of Assay holds none that is supported today',
  remedy: 'use a newer version of Assay',
};
