import type { TreeEntry } from '@assay/host';
import type { LockedFile } from './lock.js';
import { isPlainPath } from './path.js';

/** A thing of a tree as a lock has it; `undefined` for what no lock can hold. */
export function lockedFile({ path, kind, mode, sha256, target, leaves, trouble }: TreeEntry): LockedFile | undefined {
  if (trouble !== undefined || !isPlainPath(path)) return undefined;
  if (kind === 'file' && sha256 !== undefined) return { path, mode: modeText(mode), sha256 };
  return kind === 'link' && target !== undefined && leaves !== true ? { path, link: target } : undefined;
}

/** Permission bits in octal, three digits or, with setuid and its like, four. */
export function modeText(mode: number): string {
  return mode.toString(8).padStart(3, '0');
}
