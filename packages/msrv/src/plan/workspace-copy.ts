import path from 'node:path';
import { isBelow, type World, type Writer } from '@assay/host';
import type { CargoLock, LocalPackages } from '@assay/rust';
import { localRegistryFlags, needsLocalRegistry } from '../proof/local-registry.js';
import type { Place } from '../proof/place.js';
import { downloadLocked } from './download.js';

/** A copy of the workspace in a folder of Assay's own, for compiling it with another lock file. */
export interface WorkspaceCopy {
  /** The folder that corresponds to the workspace root, absolute. */
  root: string;
  /** Its Cargo.toml and its Cargo.lock, absolute. */
  manifest: string;
  lock: string;
}

/** The copy as a place to compile in, with the lock file that it has. What a plan moves to may never have been downloaded before. */
export function placeOf(
  world: World,
  { manifest }: WorkspaceCopy,
  lock: CargoLock,
  { offline }: { offline: boolean },
): Place {
  let downloaded: Promise<void> | undefined;
  return {
    manifest: { manifest },
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

/** Folders at the root of a workspace that hold what is built, and git's own. */
const notCopied = ['target', '.git'];

/**
 * Copies the workspace, and the packages in folders beside it to where they stand to it, so that paths in manifests still lead to them.
 * Times are kept: what was built from an earlier copy is still fresh. Throws UserError when it cannot be written.
 */
export async function copyWorkspace(world: World, writer: Writer, local: LocalPackages): Promise<WorkspaceCopy> {
  const folders = outsideFolders(world, local);
  const top = [world.root, ...folders].reduce(commonFolder);
  const base = path.join(world.scratch, 'plan');
  const at = (folder: string) => path.join(base, path.relative(top, folder));
  const root = at(world.root);
  await writer.copyFolder(world.root, root, { leaveOut: notCopied });
  for (const folder of folders) await writer.copyFolder(folder, at(folder), { leaveOut: notCopied });
  return { root, manifest: path.join(root, 'Cargo.toml'), lock: path.join(root, 'Cargo.lock') };
}

/** Folders of packages outside the workspace root that no other one holds. */
function outsideFolders({ root }: World, { members, others }: LocalPackages): string[] {
  const folders = [...members, ...others]
    .filter(({ source }) => source === null)
    .map(({ manifest_path }) => path.dirname(manifest_path))
    .filter((folder) => !isBelow(root, folder));
  const outermost = (folder: string) => !folders.some((other) => other !== folder && isBelow(other, folder));
  return [...new Set(folders)].filter(outermost).sort();
}

function commonFolder(a: string, b: string): string {
  return isBelow(a, b) ? a : commonFolder(path.dirname(a), b);
}
