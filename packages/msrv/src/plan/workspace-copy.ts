import path from 'node:path';
import { isBelow, type World, type Writer } from '@assay/host';
import type { CargoLock, LocalPackages } from '@assay/rust';
import { localRegistryFlags, needsLocalRegistry } from '../proof/local-registry.js';
import type { Place } from '../proof/place.js';
import { downloadLocked } from './download.js';

/** A copy of the workspace in a folder of Assay's own, for compiling it with another lock file. */
export interface WorkspaceCopy {
  /** Its Cargo.toml and its Cargo.lock, absolute. */
  manifest: string;
  lock: string;
  /** Where a file of the workspace stands in the copy; both absolute. */
  at(file: string): string;
}

/** The copy as a place to compile in, with the lock file that it has. What a plan moves to may never have been downloaded before. */
export function placeOf(
  world: World,
  { manifest, at }: WorkspaceCopy,
  lock: CargoLock,
  { offline }: { offline: boolean },
): Place {
  let downloaded: Promise<void> | undefined;
  return {
    manifestOf: (member) => at(member.manifest),
    folder: path.join(world.scratch, 'planned'),
    async flagsFor(toolchain) {
      if (!offline && needsLocalRegistry(toolchain)) {
        downloaded ??= downloadLocked(world, manifest);
        await downloaded;
      }
      return localRegistryFlags(world, toolchain, lock);
    },
  };
}

/**
 * Copies the workspace, and the packages in folders beside it to where they stand to it, so that paths in manifests still lead to them.
 * Times are kept: what was built from an earlier copy is still fresh. Throws UserError when it cannot be written.
 */
export async function copyWorkspace(world: World, writer: Writer, local: LocalPackages): Promise<WorkspaceCopy> {
  const folders = outermost([world.root, ...packageFolders(local)]);
  const top = folders.reduce(commonFolder);
  const base = path.join(world.scratch, 'plan');
  const at = (file: string) => path.join(base, path.relative(top, file));
  const { cargoHome } = world.anchors;
  const leaveOut = [path.join(world.root, 'target'), ...(cargoHome === undefined ? [] : [cargoHome])];
  for (const folder of folders) await writer.copyFolder(folder, at(folder), { leaveOut });
  return { manifest: at(path.join(world.root, 'Cargo.toml')), lock: at(path.join(world.root, 'Cargo.lock')), at };
}

function packageFolders({ members, others }: LocalPackages): string[] {
  return [...members, ...others]
    .filter(({ source }) => source === null)
    .map(({ manifest_path }) => path.dirname(manifest_path));
}

/** Those that no other one holds, each once. A workspace may stand in the folder of a package that it depends on. */
function outermost(folders: readonly string[]): string[] {
  const isHeld = (folder: string) => folders.some((other) => other !== folder && isBelow(other, folder));
  return [...new Set(folders)].filter((folder) => !isHeld(folder)).sort();
}

function commonFolder(a: string, b: string): string {
  return isBelow(a, b) ? a : commonFolder(path.dirname(a), b);
}
