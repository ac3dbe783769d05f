import type { ComponentName } from './component.js';
import { type LockedFile, SHA256 } from './lock.js';
import { editedLock, type LockPlaces } from './lock-places.js';
import { isPlainPath } from './path.js';

/**
 * Reads the files of a component, by hand: a schema takes longer for the files of the documentation than their digests do. Throws UserError where one is
 * none, stands there twice, or is not in the order of the paths.
 */
export function readLockedFiles(given: readonly unknown[], component: ComponentName, places: LockPlaces): LockedFile[] {
  let before = '';
  return given.map((entry) => {
    const file = fileFrom(entry);
    const { path } = (entry ?? {}) as { path?: unknown };
    if (file === undefined) {
      const what = `${JSON.stringify(entry)} is no file: it needs a plain path with mode and sha256, or with link`;
      throw editedLock(component, what, places, typeof path === 'string' ? path : undefined);
    }
    if (file.path <= before) {
      const what =
        file.path === before ? 'stands there twice' : `does not stand in the order of the paths, after ${before}`;
      throw editedLock(component, `${JSON.stringify(file.path)} ${what}`, places, file.path);
    }
    before = file.path;
    return file;
  });
}

function fileFrom(entry: unknown): LockedFile | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { path, mode, sha256, link, ...others } = entry as Record<string, unknown>;
  if (typeof path !== 'string' || !isPlainPath(path) || Object.keys(others).length > 0) return undefined;
  if (link !== undefined) {
    return typeof link === 'string' && link !== '' && mode === undefined && sha256 === undefined
      ? { path, link }
      : undefined;
  }
  if (typeof mode !== 'string' || !/^[0-7]{3,4}$/.test(mode)) return undefined;
  return typeof sha256 === 'string' && SHA256.test(sha256) ? { path, mode, sha256 } : undefined;
}
