import { portablePath, type World } from '@assay/host';
import { LOCK_FILE, LOCK_LIMIT, type ReadLock, readLock } from '@assay/sysroot';

/** The workspace's lock; `undefined` when it has none. Throws UserError when it is not in order, WorldError when it cannot be read. */
export async function findLock(world: World): Promise<ReadLock | undefined> {
  const kind = await world.files.kind(LOCK_FILE);
  if (kind === undefined) return undefined;
  const text = await world.files.readText(LOCK_FILE, { maxBytes: LOCK_LIMIT });
  return readLock(text, portablePath(LOCK_FILE, world.anchors));
}
