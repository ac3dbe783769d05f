import type { Gap } from '@assay/evidence';
import type { TreeEntry, World } from '@assay/host';
import type { Identity, PinFiles, Sysroot } from '@assay/rust';
import { type Look, look } from '../look.js';
import type { ToolchainSettings } from '../settings.js';
import type { LockFacts } from './facts.js';
import { lookAtLock } from './look-at-lock.js';
import { findLock } from './read.js';
import { remember, type Watched } from './watch.js';

/** What became of the lock. */
export interface LockedLook {
  facts: { lockPresent: boolean; lock: LockFacts | null };
  gaps: Gap[];
  /** Whether the sysroot was held against a lock, whole. */
  examined: boolean;
  memory: Watched | undefined;
}

/** What is looked at beside it and needed here: each is on its way already. */
interface Beside {
  sysroot: Promise<Look<Sysroot>>;
  pin: Promise<Look<PinFiles>>;
  rustc: Promise<Look<Identity>>;
}

/** Holds the toolchain that a build uses against the workspace's lock, where it has one. */
export async function lookAtLocked(world: World, settings: ToolchainSettings, beside: Beside): Promise<LockedLook> {
  const { anchors } = world;
  const [read, sysroot] = await Promise.all([
    look('the lock of the toolchain', anchors, () => findLock(world)),
    beside.sysroot,
  ]);
  if (read.gap !== undefined) return nothing(true, [read.gap]);
  const lock = read.found;
  if (lock === undefined) return nothing(false, []);
  // That the toolchain cannot be found is told beside this.
  if (sysroot.found === undefined) return nothing(true, []);
  const { folder } = sysroot.found;
  world.progress('digesting the files of the toolchain');
  const tree = look('the files of the toolchain', anchors, () =>
    world.files.tree(folder, { leaveOut: lock.lock.leftOut }),
  );
  const [pin, rustc] = await Promise.all([beside.pin, beside.rustc]);
  const taken = await tree;
  if (taken.gap !== undefined) return nothing(true, [taken.gap]);
  const subject = {
    ...{
      sysroot: folder,
      tree: taken.found as TreeEntry[],
      pin: pin.found?.pin ?? null,
      host: rustc.found?.host ?? undefined,
    },
    ...{ trustRoot: settings['criticalup-trust-root'], keysFile: settings['criticalup-keys'] },
  };
  const { facts, gaps } = await lookAtLock(world, lock, subject);
  const memory = await remember(world, { sysroot: folder, leftOut: lock.lock.leftOut, tree: subject.tree });
  return { facts: { lockPresent: true, lock: facts }, gaps, examined: gaps.length === 0, memory };
}

function nothing(lockPresent: boolean, gaps: Gap[]): LockedLook {
  return { facts: { lockPresent, lock: null }, gaps, examined: false, memory: undefined };
}
