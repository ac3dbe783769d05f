import type { World } from '@assay/host';
import type { CargoLock, ReleaseToolchain } from '@assay/rust';
import { localRegistryFlags } from './local-registry.js';

/** Where something is compiled. */
export interface Place {
  /** The manifest of the workspace, absolute, where it is not the one in the world's root. */
  manifest: { manifest: string } | Record<string, never>;
  /** Holds the folders of what is built, absolute. */
  folder: string;
  /** What an old Cargo must be told to find the locked packages. */
  flagsFor(toolchain: ReleaseToolchain): Promise<string[]>;
}

/** The workspace itself with this lock file, built in Assay's own folder. */
export function ownPlace(world: World, lock: () => Promise<CargoLock | undefined>): Place {
  return {
    manifest: {},
    folder: world.scratch,
    async flagsFor(toolchain) {
      const locked = await lock();
      return locked === undefined ? [] : localRegistryFlags(world, toolchain, locked);
    },
  };
}
