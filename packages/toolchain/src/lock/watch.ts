import { byCodeUnit, sha256 } from '@assay/evidence';
import type { TreeEntry, World } from '@assay/host';
import { LOCK_FILE, LOCK_LIMIT, modeText } from '@assay/sysroot';
import * as z from 'zod';
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
 * same is not read again. `now`: the folder that a build would take the toolchain from now. Throws WorldError.
 */
export async function lookAtTheEnd(
  world: World,
  before: Watched,
  { trustTimes, now }: { trustTimes: boolean; now: string | undefined },
): Promise<AtEnd> {
  const { sysroot, leftOut } = before;
  world.progress('digesting the files of the toolchain again');
  const seen = before.tree as TreeEntry[];
  const known = trustTimes ? { known: byPath(seen) } : {};
  const after = await world.files.tree(sysroot, { leaveOut: leftOut, ...known });
  const changes = changesBetween(seen, after);
  const lock = await lockDigest(world);
  if (lock !== before.lock) changes.push({ subject: LOCK_FILE, before: before.lock, after: lock });
  const folder = now === undefined ? 'none that could be found' : await world.files.realPath(now);
  if (folder !== sysroot)
    changes.push({ subject: 'sysroot', before: 'the folder that was verified', after: 'another folder' });
  return { files: seen.filter(({ kind }) => kind === 'file').length, rehashed: !trustTimes, changes };
}

/** A lock that is gone has the digest of nothing. */
async function lockDigest(world: World): Promise<string> {
  const kind = await world.files.kind(LOCK_FILE);
  return kind === undefined ? 'missing' : sha256(await world.files.read(LOCK_FILE, { maxBytes: LOCK_LIMIT }));
}

function changesBetween(before: readonly TreeEntry[], after: readonly TreeEntry[]): AtEnd['changes'] {
  const [then, now] = [byPath(before), byPath(after)];
  const paths = [...new Set([...then.keys(), ...now.keys()])].sort(byCodeUnit);
  return paths.flatMap((subject) => {
    const [was, is] = [stateOf(then.get(subject)), stateOf(now.get(subject))];
    return was === is ? [] : [{ subject, before: was, after: is }];
  });
}

/** Everything that must stay the same, in words. */
function stateOf(entry: TreeEntry | undefined): string {
  if (entry === undefined) return 'missing';
  const { kind, mode, sha256: digest, target, trouble } = entry;
  if (trouble !== undefined) return trouble;
  if (kind === 'link') return `link to ${target}`;
  return kind === 'file' ? `mode ${modeText(mode)}, SHA-256 ${digest}` : kind;
}

function byPath(tree: readonly TreeEntry[]): Map<string, TreeEntry> {
  return new Map(tree.map((entry) => [entry.path, entry]));
}
