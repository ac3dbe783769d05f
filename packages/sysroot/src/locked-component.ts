import { byCodeUnit } from '@assay/evidence';
import { treeDigest } from './digest.js';
import type { LockedComponent, LockedFile } from './lock.js';

/** A component by what is stated of it and by its files. `sizes`: the bytes of each file by its path; a link has none of its own. */
export function lockedComponent(
  stated: Omit<LockedComponent, 'bytes' | 'tree' | 'files'>,
  files: readonly LockedFile[],
  sizes: ReadonlyMap<string, number>,
): LockedComponent {
  const bytes = files.reduce((sum, { path }) => sum + (sizes.get(path) ?? 0), 0);
  return { ...stated, bytes, tree: treeDigest(files), files: [...files].sort((a, b) => byCodeUnit(a.path, b.path)) };
}
