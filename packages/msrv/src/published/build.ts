import path from 'node:path';
import type { Gap } from '@assay/evidence';
import { isBelow, type World } from '@assay/host';
import { type CargoLock, type CompileError, featureSetInWords } from '@assay/rust';
import type { Asked } from '../asked.js';
import { excusedGap } from '../proof/control.js';
import { localRegistryFlags } from '../proof/local-registry.js';
import type { Place } from '../proof/place.js';
import { type Proof, prove } from '../proof/prove.js';
import { type PublishableMember, siblingsOf } from './members.js';
import { prepare } from './prepare.js';
import { unpackAsPublished } from './unpack.js';

/** What compiling a member as it would be published came to; without a proof where there is a gap instead. */
export interface PublishedBuild {
  proof: Proof | undefined;
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
  if (unprepared !== undefined) return { proof: undefined, gaps: [gapOf(member, rust, unprepared)] };
  const place: Place = {
    manifest: { manifest: path.join(folder, 'Cargo.toml') },
    folder: world.scratch,
    flagsFor: (toolchain) => localRegistryFlags(world, toolchain, lock),
  };
  const asDeclared: Asked = { ...asked, isProved: () => true, baselineOf: () => rust };
  const proof = await prove(world, [member], asDeclared, place);
  const gaps = [
    ...proof.gaps,
    ...proof.excused.map((each) => ({
      why: `${each.package.name} ${each.package.version} (${featureSetInWords(each.run.features)}): ${each.why}`,
      remedy: excusedGap(each, each.run, each.why).remedy,
    })),
  ];
  return {
    proof: {
      ...proof,
      broken: proof.broken.map((each) => ({ ...each, errors: inWorkspace(each.errors, folder, members) })),
    },
    gaps: gaps.map((each) => gapOf(member, rust, each)),
  };
}

function gapOf({ name, version }: PublishableMember, rust: string, { why, remedy }: Pick<Gap, 'why' | 'remedy'>): Gap {
  return {
    what: `whether ${name} ${version} as it would be published compiles with Rust ${rust}, which it declares`,
    why,
    remedy,
  };
}

type Errors = [CompileError, ...CompileError[]];

/** With places in the members' own files instead of those that they were unpacked to: they are what there is to repair. */
function inWorkspace(errors: Errors, folder: string, members: readonly PublishableMember[]): Errors {
  const unpacked = members.map(({ name, version, manifest }) => {
    return { to: path.dirname(manifest), from: path.join(path.dirname(folder), `${name}-${version}`) };
  });
  const moved = (file: string) => {
    // The compiler names a file below its own workspace, which is the unpacked package, from there.
    const absolute = path.resolve(folder, file);
    const place = unpacked.find(({ from }) => isBelow(from, absolute));
    return place === undefined ? absolute : path.join(place.to, path.relative(place.from, absolute));
  };
  return errors.map((error) =>
    error.at === undefined ? error : { ...error, at: { ...error.at, file: moved(error.at.file) } },
  ) as Errors;
}
