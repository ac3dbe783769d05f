import type { TreeEntry } from '@assay/host';
import { type ComponentName, componentText } from './component.js';
import { treeDigest } from './digest.js';
import { isLeftOut, isPlainPath, type LockedFile } from './lock.js';

/** The records that rustup keeps in a toolchain and that no archive holds, so that no lock can name their bytes. */
export const RECORDS = {
  /** Installed components, a line each, in the order in which their installation ended. */
  components: 'lib/rustlib/components',
  /** The channel manifest, as rustup writes it anew. */
  manifest: 'lib/rustlib/multirust-channel-manifest.toml',
  /** The components once more, with name and target apart. */
  config: 'lib/rustlib/multirust-config.toml',
  /** The version of these records: `3`. */
  version: 'lib/rustlib/rust-installer-version',
} as const;

/** What a component's own record is called. It is a copy of `manifest.in` of its archive, byte for byte. */
export function recordOf(component: ComponentName): string {
  return `lib/rustlib/manifest-${componentText(component)}`;
}

/** What a component's record claims: files, and folders with all that they hold. */
export interface Claims {
  files: ReadonlySet<string>;
  folders: readonly string[];
}

/**
 * Reads a component's record: lines `file:PATH` and `dir:PATH`. `undefined` when a line is neither, or its path leaves the sysroot: rustup
 * would follow it (facts: observed with rustup 1.29), a reader must not.
 */
export function readClaims(text: string): Claims | undefined {
  const files = new Set<string>();
  const folders: string[] = [];
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, kind, path = ''] = /^(file|dir):(.+)$/.exec(line) ?? [];
    if (kind === undefined || !isPlainPath(path)) return undefined;
    if (kind === 'file') files.add(path);
    else folders.push(path);
  }
  return { files, folders };
}

/** Does the component claim this path? */
export function claims({ files, folders }: Claims, path: string): boolean {
  return files.has(path) || folders.some((folder) => path.startsWith(`${folder}/`));
}

/** Does it claim only what is left out: is it documentation? */
export function isOnlyLeftOut({ files, folders }: Claims, leftOut: readonly string[]): boolean {
  const all = [...files, ...folders];
  return all.length > 0 && all.every((path) => isLeftOut(path, leftOut));
}

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

/** Count, bytes and digest of files. `sizes`: bytes by path. */
export function sumUp(
  files: readonly LockedFile[],
  sizes: ReadonlyMap<string, number>,
): { bytes: number; tree: string } {
  return { bytes: files.reduce((sum, { path }) => sum + (sizes.get(path) ?? 0), 0), tree: treeDigest(files) };
}
