import type { AnticipatedTree, World } from '@assay/host';
import { findSysroot } from '@assay/rust';
import { LOCK_FILE, LOCK_LIMIT } from '@assay/sysroot';

/**
 * The folder that the check will take in, as far as a first look tells; `undefined` without a lock. A guess made to save time: the check asks
 * for what it finds itself, and where that is anything else, this was in vain. So nothing that goes wrong here matters.
 */
export async function treeAhead(world: World): Promise<AnticipatedTree | undefined> {
  try {
    if ((await world.files.kind(LOCK_FILE)) !== 'file') return undefined;
    const text = await world.files.readText(LOCK_FILE, { maxBytes: LOCK_LIMIT });
    const leftOut: unknown = JSON.parse(/^left-out = (\[.*\])$/m.exec(text)?.[1] ?? 'null');
    if (!Array.isArray(leftOut)) return undefined;
    return { folder: (await findSysroot(world)).folder, options: { leaveOut: leftOut.map(String) } };
  } catch {
    return undefined;
  }
}
