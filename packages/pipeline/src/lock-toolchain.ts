import path from 'node:path';
import type { Host } from '@assay/host';
import { documentation, LOCK_FILE, type Lock, type LockChanges, mergeLocks, renderLock } from '@assay/sysroot';
import { type AskedFor, askedFor, type DistRequest, findLock, lockFromDist, lockInstalled } from '@assay/toolchain';
import { refuseMember, workspaceRoot } from './workspace-root.js';

export interface LockRequest {
  /** The folder that holds the workspace's Cargo.toml. */
  workspace: string;
  /** Lock documentation as well. */
  documentation: boolean;
  /** What to take from the release server; `undefined` locks what is installed. */
  dist: DistRequest | undefined;
}

/** A lock that was taken. */
export interface LockOutcome extends AskedFor {
  lock: Lock;
  changes: LockChanges;
  /** The file, absolute. */
  path: string;
  /** `false` when the file said the same already. */
  written: boolean;
}

/**
 * Locks the toolchain of a workspace: writes `assay.lock`, or adds to it. Throws UserError, and WorldError for a sysroot that cannot be
 * read; nothing is written then.
 */
export async function lockToolchain(host: Host, request: LockRequest): Promise<LockOutcome> {
  const root = await workspaceRoot(host, request.workspace);
  await refuseMember(host, root);
  const world = host.world(root);
  const present = await findLock(world);
  const leftOut = request.documentation ? [] : documentation;
  const taken =
    request.dist === undefined
      ? await lockInstalled(world, leftOut)
      : await lockFromDist(world, host, request.dist, leftOut);
  const { lock, changes } = mergeLocks(present?.lock, taken);
  const asked = await askedFor(world, lock);
  const file = path.join(world.root, LOCK_FILE);
  const text = renderLock(lock);
  const written = present?.text !== text;
  if (written) await host.writer.writeWhole(file, text);
  return { lock, changes, ...asked, path: file, written };
}
