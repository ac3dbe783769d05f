import path from 'node:path';
import type { World } from '@assay/host';

/** A folder and every folder above it, nearest first. */
export function ancestors(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

/**
 * A file's text, or `undefined` when there is no such file. A file that is there and then cannot be found is trouble, not
 * absence, and so is a device or a pipe in its place. Throws WorldError.
 */
export async function readIfThere(world: World, file: string): Promise<string | undefined> {
  const kind = await world.files.kind(file);
  return kind === undefined || kind === 'folder' ? undefined : world.files.readText(file);
}

/** Is it an absolute path on this system or on another? Toolchain files are written for all. */
export function isAbsolutePath(text: string): boolean {
  return path.posix.isAbsolute(text) || path.win32.isAbsolute(text);
}
