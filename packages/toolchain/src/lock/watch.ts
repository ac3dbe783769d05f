import { sha256 } from '@assay/evidence';
import type { TreeEntry, World } from '@assay/host';
import { LOCK_FILE, LOCK_LIMIT, modeText } from '@assay/sysroot';
import * as z from 'zod';
import { changesBetween } from '../changes.js';
import type { AtEnd } from './facts.js';

const Entry = z.strictObject({
  path: z.string(),
  kind: z.enum(['file', 'folder', 'link', 'other']),
  mode: z.int(),
  size: z.int(),
  sha256: z.string().optional(),
  target: z.string().optional(),
  leaves: z.boolean().optional(),
  identity: z.strictObject({ inode: z.number(), modified: z.number(), changed: z.number() }).optional(),
  trouble: z.string().optional(),
});

/** What must be remembered of the first look for the second. Stays on the machine: it holds absolute paths and times. */
export const Watched = z.strictObject({
  sysroot: z.string(),
  leftOut: z.array(z.string()),
  lock: z.string().describe('SHA-256 of the lock'),
  tree: z.array(Entry),
});
export type Watched = z.infer<typeof Watched>;

/** What the second look needs to remember of the first. */
export async function remember(
  world: World,
  seen: { sysroot: string; leftOut: readonly string[]; tree: readonly TreeEntry[] },
): Promise<Watched> {
  return {
    sysroot: await world.files.realPath(seen.sysroot),
    leftOut: [...seen.leftOut],
    lock: await lockDigest(world),
    tree: [...seen.tree] as Watched['tree'],
  };
}

/**
 * Looks at the toolchain again, where it was then, and says what has changed since. `trustTimes`: a file whose size, mode, inode and both times are the
 * same is not read again. `folderNow`: the one that a build would take the toolchain from now; `undefined` when none was found. Throws WorldError.
 */
export async function lookAtTheEnd(
  world: World,
  before: Watched,
  { trustTimes, folderNow }: { trustTimes: boolean; folderNow: string | undefined },
): Promise<AtEnd> {
  const { sysroot, leftOut } = before;
  world.progress('digesting the files of the toolchain again');
  const seen = before.tree as TreeEntry[];
  const known = trustTimes ? { known: new Map(seen.map((entry) => [entry.path, entry])) } : {};
  const after = await world.files.tree(sysroot, { leaveOut: leftOut, ...known });
  const changes = changesBetween(statesOf(seen), statesOf(after));
  const lock = await lockDigest(world);
  if (lock !== before.lock) changes.push({ subject: LOCK_FILE, before: before.lock, after: lock });
  const isSame = folderNow !== undefined && (await world.files.realPath(folderNow)) === sysroot;
  if (!isSame) {
    const found = folderNow === undefined ? 'none that could be found' : 'another folder';
    changes.push({ subject: 'sysroot', before: 'the folder that was verified', after: found });
  }
  return { files: seen.filter(({ kind }) => kind === 'file').length, rehashed: !trustTimes, changes };
}

/** Of the workspace's lock; `missing` when it is gone. */
async function lockDigest(world: World): Promise<string> {
  const kind = await world.files.kind(LOCK_FILE);
  return kind === undefined ? 'missing' : sha256(await world.files.read(LOCK_FILE, { maxBytes: LOCK_LIMIT }));
}

/** Everything of a tree that must stay the same, in words by path. */
function statesOf(tree: readonly TreeEntry[]): ReadonlyMap<string, string> {
  return new Map(tree.map((entry) => [entry.path, stateOf(entry)]));
}

function stateOf({ kind, mode, sha256: digest, target, trouble }: TreeEntry): string {
  if (trouble !== undefined) return trouble;
  if (kind === 'link') return `link to ${target}`;
  return kind === 'file' ? `mode ${modeText(mode)}, SHA-256 ${digest}` : kind;
}
