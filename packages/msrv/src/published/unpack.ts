import path from 'node:path';
import { type Gap, sha256 } from '@assay/evidence';
import { isWorldError, type ToolSpec, type World, WorldError } from '@assay/host';
import { type CargoFailure, cargo, plainWords, readCargoFailure } from '@assay/rust';
import { cargoRemedies } from '../gaps.js';
import { type PublishableMember, withSiblings } from './members.js';

/** Members as they would be published, each in a folder of its own. */
export interface Unpacked {
  /** Folders, absolute, by name of the member. None for one that could not be packed, which is a gap. */
  folders: Map<string, string>;
  gaps: Gap[];
}

/** `tar`, in which a `.crate` is packed; every system that Rust is developed on has it. */
const tar: ToolSpec = {
  name: 'tar',
  identity: {
    args: ['--version'],
    parse(stdout) {
      const version = /^(?:bsd)?tar (?:\(.*\) )?(\S+)/.exec(stdout)?.[1];
      return version === undefined ? undefined : { version };
    },
  },
};

/** Where Cargo packs, below Assay's own folder. */
const PACKED = 'published/target';

/**
 * Lets the pinned Cargo pack the members, and unpacks them. All at once, because what depends on another member cannot be packed without it
 * (Cargo 1.90 and newer); where that fails, one by one, each with the members that it depends on, so that the trouble is told of its
 * own member. Cargo's own unpacking is not used: it verifies what depends on another member with that one's first copy in its cache,
 * however much has changed since. Throws WorldError when interrupted; UserError where Assay's own folder cannot be written.
 */
export async function unpackAsPublished(world: World, members: readonly PublishableMember[]): Promise<Unpacked> {
  if (members.length === 0) return { folders: new Map(), gaps: [] };
  world.progress('packing what can be published');
  const together = await packAndUnpack(world, members);
  if ('folder' in together) return { folders: foldersBelow(together.folder, members), gaps: [] };
  if (members.length === 1) return { folders: new Map(), gaps: members.map((each) => packGap(each, together.failure)) };
  const unpacked: Unpacked = { folders: new Map(), gaps: [] };
  for (const member of members) {
    const set = withSiblings(member, members);
    const outcome = set.length === members.length ? together : await packAndUnpack(world, set);
    if ('failure' in outcome) unpacked.gaps.push(packGap(member, outcome.failure));
    else unpacked.folders.set(member.name, folderOf(outcome.folder, member));
  }
  return unpacked;
}

type Failure = Pick<CargoFailure, 'reason' | 'message'>;

type Outcome = { folder: string } | { failure: Failure };

async function packAndUnpack(world: World, members: readonly PublishableMember[]): Promise<Outcome> {
  try {
    const failure = await pack(world, members);
    return failure === undefined ? { folder: await unpack(world, members) } : { failure };
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return { failure: { reason: error.kind === 'tool-missing' ? 'tool-missing' : 'ended', message: error.message } };
  }
}

async function pack(world: World, members: readonly PublishableMember[]): Promise<CargoFailure | undefined> {
  const folder = path.join(world.scratch, PACKED);
  const args = [
    ...['package', '--no-verify', '--locked', '--offline', '--allow-dirty', '--target-dir', folder],
    ...members.flatMap(({ name }) => ['--package', name]),
  ];
  const env = { ...plainWords, CARGO_BUILD_BUILD_DIR: folder };
  const { status, stderr } = await world.tools.run(cargo, args, { env });
  return status === 0 ? undefined : readCargoFailure(stderr, world.anchors);
}

/**
 * Into a folder that is named after what is packed, so that nothing of an earlier state is left in it. Its path ends as that of Cargo's own
 * folder for packages: from there it looks for no workspace above.
 */
async function unpack(world: World, members: readonly PublishableMember[]): Promise<string> {
  const archives = members.map((each) => ({
    name: archiveOf(each),
    file: path.join(world.scratch, PACKED, 'package', archiveOf(each)),
  }));
  const digests = await Promise.all(archives.map(({ file }) => world.files.digest(file)));
  const below = path.posix.join('published', sha256(digests.join('\n')).slice(0, 16), 'target', 'package');
  const folder = path.join(world.scratch, below);
  for (const { name, file } of archives) {
    await world.putInScratch(path.posix.join(below, name), { copyOf: file });
    const { status, stderr } = await world.tools.run(tar, ['-xzf', name], { cwd: folder });
    if (status !== 0)
      throw new WorldError('unreadable', name, `tar could not unpack ${name}: ${stderr.trim().slice(0, 400)}`);
  }
  return folder;
}

function foldersBelow(folder: string, members: readonly PublishableMember[]): Map<string, string> {
  return new Map(members.map((member) => [member.name, folderOf(folder, member)]));
}

function folderOf(folder: string, { name, version }: PublishableMember): string {
  return path.join(folder, `${name}-${version}`);
}

function archiveOf({ name, version }: PublishableMember): string {
  return `${name}-${version}.crate`;
}

function packGap({ name, version }: PublishableMember, { reason, message }: Failure): Gap {
  return {
    what: `what ${name} ${version} is as it would be published (cargo package)`,
    why: message,
    remedy:
      reason === 'unreachable'
        ? cargoRemedies.unreachable
        : `repair what is named until cargo package --package ${name} succeeds; what depends on another member needs Cargo 1.90 or newer`,
  };
}
