import type { World } from '@assay/host';
import { findPin } from '@assay/rust';
import { componentText, isManaged, isSameComponent, type Lock } from '@assay/sysroot';
import { neededComponents } from '../lock/needed.js';

/** How a lock stands to what the workspace asks for. */
export interface AskedFor {
  /** Whether a toolchain file pins an exact release, or a toolchain by its name or folder. */
  isPinned: boolean;
  /** Components that the workspace asks for on the locked hosts, and that the lock does not name. */
  notLocked: string[];
}

/** Holds a lock that was just taken against the workspace's toolchain file. Throws UserError and WorldError when that cannot be read. */
export async function askedFor(world: World, lock: Lock): Promise<AskedFor> {
  const { pin } = await findPin(world, world.anchors);
  const isPinned = pin !== undefined && ['release', 'path', 'name'].includes(pin.kind);
  if (pin === undefined || !isManaged(lock)) return { isPinned, notLocked: [] };
  const missing = neededComponents(pin, lock.hosts).filter(
    (needed) => !lock.components.some((component) => isSameComponent(component, needed)),
  );
  return { isPinned, notLocked: missing.map(componentText) };
}
