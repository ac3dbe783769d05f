import type { World } from '@assay/host';
import type { CargoLock, Member, ReleaseToolchain } from '@assay/rust';
import { localRegistryFlags } from './local-registry.js';

/** Where something is compiled. */
export interface Place {
  /** Where a member's Cargo.toml stands there, absolute. */
  manifestOf(member: Member): string;
  /** Holds the folders of what is built, absolute. */
  folder: string;
  /** What an old Cargo must be told to find the locked packages. */
  flagsFor(toolchain: ReleaseToolchain): Promise<string[]>;
}

/** What must be known of a workspace before it is compiled. */
export interface Preliminaries {
  lock: CargoLock | undefined;
  /** In place of what registries have: told by where Cargo takes it from. */
  vendored: string | undefined;
}

/** The workspace itself, built in a folder of Assay's own, which differs where the sources in place of a registry's do. */
export function ownPlace(world: World, { lock, vendored }: Preliminaries): Place {
  return {
    manifestOf: ({ manifest }) => manifest,
    folder: vendored === undefined ? world.scratch : `${world.scratch}/vendored-${vendored.slice(0, 16)}`,
    async flagsFor(toolchain) {
      return lock === undefined || vendored !== undefined ? [] : localRegistryFlags(world, toolchain, lock);
    },
  };
}
