import path from 'node:path';
import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import { type CargoLock, featureSetInWords } from '@assay/rust';
import type { Asked } from '../asked.js';
import { excusedGap } from '../proof/control.js';
import { localRegistryFlags } from '../proof/local-registry.js';
import type { Place } from '../proof/place.js';
import { type BrokenIn, type Proof, prove } from '../proof/prove.js';
import { brokenByPacking } from './in-workspace.js';
import { type PublishableMember, siblingsOf } from './members.js';
import { atOwnPlaces } from './own-places.js';
import { prepare } from './prepare.js';
import { unpackAsPublished } from './unpack.js';

/** What compiling a member as it would be published came to; without a proof where there is a gap instead. */
export interface PublishedBuild {
  proof: Proof | undefined;
  /** What does not compile with the pinned compiler either, which compiles the member in the workspace. */
  byPacking: BrokenIn[];
  gaps: Gap[];
}

/** What is compiled. */
export interface PublishedBuildRequest {
  members: readonly PublishableMember[];
  /** The exact release that a member declares; `undefined` for none. */
  releaseOf(member: PublishableMember): string | undefined;
  asked: Asked;
  /** The workspace's. */
  lock: CargoLock;
}

/**
 * Compiles each member as it would be published, with the release that it declares, in every feature set that is asked for; what fails,
 * with the pinned compiler too. By name of the member. Throws UserError for settings that rustup would refuse; WorldError when
 * interrupted.
 */
export async function buildAsPublished(
  world: World,
  request: PublishedBuildRequest,
): Promise<{ of: Map<string, PublishedBuild>; gaps: Gap[] }> {
  const { members, releaseOf } = request;
  const declaring = members.filter((each) => releaseOf(each) !== undefined);
  const { folders, gaps } = await unpackAsPublished(world, declaring.length === 0 ? [] : members);
  const of = new Map<string, PublishedBuild>();
  for (const member of declaring) {
    const [folder, rust] = [folders.get(member.name), releaseOf(member)];
    if (folder === undefined || rust === undefined) continue;
    of.set(member.name, await buildOne(world, member, { ...request, folder, rust }));
  }
  return { of, gaps };
}

type Build = PublishedBuildRequest & { folder: string; rust: string };

async function buildOne(world: World, member: PublishableMember, build: Build): Promise<PublishedBuild> {
  const { members, asked, lock, folder, rust } = build;
  const siblings = siblingsOf(member, members);
  const unprepared = await prepare(world, { folder, siblings, rust });
  if (unprepared !== undefined) return { proof: undefined, byPacking: [], gaps: [gapOf(member, rust, unprepared)] };
  const place: Place = {
    manifestOf: () => path.join(folder, 'Cargo.toml'),
    folder: world.scratch,
    flagsFor: (toolchain) => localRegistryFlags(world, toolchain, lock),
  };
  const asDeclared: Asked = { ...asked, isProved: () => true, baselineOf: () => rust };
  const proof = await prove(world, [member], asDeclared, place);
  const byPacking = await brokenByPacking(world, proof.excused, asked);
  const excused = proof.excused.filter((each) => !byPacking.includes(each));
  return {
    proof: { ...proof, broken: atOwnPlaces(proof.broken, folder, members) },
    byPacking: atOwnPlaces(byPacking, folder, members),
    gaps: [...proof.gaps, ...excused.map(excuseOf)].map((each) => gapOf(member, rust, each)),
  };
}

function excuseOf(each: Proof['excused'][number]): Pick<Gap, 'why' | 'remedy'> {
  const { name, version } = each.package;
  return {
    why: `${name} ${version} (${featureSetInWords(each.run.features)}): ${each.why}`,
    remedy: excusedGap(each, each.run, each.why).remedy,
  };
}

function gapOf({ name, version }: PublishableMember, rust: string, { why, remedy }: Pick<Gap, 'why' | 'remedy'>): Gap {
  return {
    what: `whether ${name} ${version} as it would be published compiles with Rust ${rust}, which it declares`,
    why,
    remedy,
  };
}
