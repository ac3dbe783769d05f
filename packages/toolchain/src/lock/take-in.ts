import path from 'node:path';
import type { Gap } from '@assay/evidence';
import type { TreeEntry, World } from '@assay/host';
import type { Sysroot } from '@assay/rust';
import { isManaged, type ReadLock } from '@assay/sysroot';
import { type Look, look } from '../look.js';
import { findLock } from './find-lock.js';
import { type Records, readRecords } from './rustup-records.js';

/** A lock, and all of the toolchain that is held against it. */
export interface LockedToolchain {
  lock: ReadLock;
  /** The toolchain's folder, absolute. */
  sysroot: string;
  /** Everything in it but what the lock leaves out. */
  tree: readonly TreeEntry[];
  /** What rustup's records say; `undefined` for a toolchain that it does not manage. */
  records: Look<Records> | undefined;
}

/** What could be taken in. */
export interface TakenIn {
  /** Whether the workspace has a lock. */
  present: boolean;
  /** `undefined` without a lock, and where a gap stands in its place, be it that of the toolchain's folder. */
  toolchain: LockedToolchain | undefined;
  gaps: Gap[];
}

/** Takes in the workspace's lock and, where there is one, every file of the toolchain that a build uses. */
export async function takeIn(world: World, sysrootLook: Promise<Look<Sysroot>>): Promise<TakenIn> {
  const { anchors, files } = world;
  const [read, sysroot] = await Promise.all([
    look('the lock of the toolchain', anchors, () => findLock(world)),
    sysrootLook,
  ]);
  if (read.gap !== undefined) return { present: true, toolchain: undefined, gaps: [read.gap] };
  const lock = read.found;
  if (lock === undefined) return { present: false, toolchain: undefined, gaps: [] };
  if (sysroot.found === undefined) return { present: true, toolchain: undefined, gaps: [] };
  const { folder } = sysroot.found;
  world.progress('digesting the files of the toolchain');
  const [tree, records] = await Promise.all([
    look('the files of the toolchain', anchors, () => files.tree(folder, { leaveOut: lock.lock.leftOut })),
    isManaged(lock.lock) ? look(RECORDS, anchors, () => readRecords(world, folder, lock.lock)) : undefined,
  ]);
  if (tree.gap !== undefined) return { present: true, toolchain: undefined, gaps: [tree.gap] };
  return { present: true, toolchain: { lock, sysroot: folder, tree: tree.found, records }, gaps: [] };
}

const RECORDS = "rustup's records of the toolchain";

/** The digests of the toolchain's programs by absolute path, as far as they were taken in. */
export function digestsIn({ toolchain }: TakenIn): ReadonlyMap<string, string> {
  return toolchain === undefined ? new Map() : digestsOf(toolchain);
}

/** The digests of a toolchain's programs by absolute path. */
export function digestsOf({
  sysroot,
  tree,
}: {
  sysroot: string;
  tree: readonly DigestedEntry[];
}): ReadonlyMap<string, string> {
  return new Map(
    tree.flatMap((entry) =>
      entry.path.startsWith('bin/') && entry.kind === 'file' && entry.sha256 !== undefined
        ? [[path.join(sysroot, entry.path), entry.sha256]]
        : [],
    ),
  );
}

/** What of an entry is asked for: one that was kept for later has no type of its own. */
type DigestedEntry = { path: string; kind: string; sha256?: string | undefined };
