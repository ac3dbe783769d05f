import { lstatSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '@assay/evidence';
import { digestFiles } from './digest-files.js';
import { FileError } from './file-error.js';
import { isBelow } from './portable.js';
import { readError } from './read-file.js';
import { systemWords } from './system.js';
import { bytesOf, textOf } from './tree-names.js';
import type { TreeEntry, TreeOptions } from './world.js';

/**
 * Takes in a folder: see `Files.tree`. `shown` is how messages write the folder. Throws WorldError: `not-found`, `unreadable`, `interrupted`.
 */
export async function readTree(
  folder: string,
  { leaveOut = [], known }: TreeOptions,
  { shown, signal }: { shown: string; signal: AbortSignal },
): Promise<TreeEntry[]> {
  const root = realFolder(folder, shown);
  const found = list(root, new Set(leaveOut));
  const entries = found.map((each) => entryOf(root, each, leaveOut));
  const files = found.flatMap(({ name, kind }, index) => {
    const entry = entries[index] as TreeEntry;
    if (kind !== 'file' || (known !== undefined && takeKnown(entry, known.get(entry.path), root, name))) return [];
    return [{ name, entry }];
  });
  await digestFiles(root, files, signal);
  return entries;
}

interface Found {
  /** Relative to the root, `/` between: the bytes of the name, each as one Latin-1 character. */
  name: string;
  kind: TreeEntry['kind'];
  trouble?: string;
}

function realFolder(folder: string, shown: string): string {
  try {
    const root = realpathSync(folder);
    if (statSync(root).isDirectory()) return root;
  } catch (cause) {
    throw readError(folder, shown, cause);
  }
  throw new FileError('unreadable', folder, shown, 'is not a folder');
}

/** Everything below the root, folders before what they hold, in the order of the names' bytes. */
function list(root: string, leaveOut: ReadonlySet<string>): Found[] {
  const found: Found[] = [];
  const enter = (folder: string): string | undefined => {
    try {
      const entries = readdirSync(bytesOf(root, folder), { withFileTypes: true, encoding: 'latin1' as BufferEncoding });
      for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (leaveOut.has(name)) continue;
        const kind = kindOf(entry);
        const own: Found = { name, kind };
        found.push(own);
        if (kind !== 'folder') continue;
        const trouble = enter(name);
        if (trouble !== undefined) own.trouble = trouble;
      }
      return undefined;
    } catch (error) {
      return `its names cannot be read: ${systemWords(error)}`;
    }
  };
  const trouble = enter('');
  return trouble === undefined ? found : [{ name: '.', kind: 'folder', trouble }, ...found];
}

interface EntryType {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

function kindOf(entry: EntryType): TreeEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

function entryOf(root: string, { name, kind, trouble }: Found, leaveOut: readonly string[]): TreeEntry {
  const entry: TreeEntry = { path: textOf(name), kind, mode: 0, size: 0 };
  if (trouble !== undefined) return { ...entry, trouble };
  return kind === 'link' ? { ...entry, ...linkAt(root, name, leaveOut) } : entry;
}

/** Where a link leads, and whether nothing there is looked at: it is outside the root, or left out. */
function linkAt(root: string, name: string, leaveOut: readonly string[]): Partial<TreeEntry> {
  try {
    const target = textOf(readlinkSync(bytesOf(root, name), 'latin1'));
    const end = endOf(root, name, target);
    const leaves = !isBelow(root, end) || leaveOut.some((left) => isBelow(path.join(root, left), end));
    return { target, size: target.length, sha256: sha256(target), leaves };
  } catch (error) {
    return { trouble: `where it leads cannot be read: ${systemWords(error)}` };
  }
}

/** What a link leads to in the end. One that leads nowhere is judged by its words. */
function endOf(root: string, name: string, target: string): string {
  try {
    return realpathSync(bytesOf(root, name));
  } catch {
    return path.resolve(root, path.dirname(name), target);
  }
}

/** Takes the digest that the file had, when its status is what it was then; `false` when it must be read. */
function takeKnown(entry: TreeEntry, known: TreeEntry | undefined, root: string, name: string): boolean {
  if (known?.identity === undefined || known.sha256 === undefined) return false;
  try {
    const { mode, size, ino, mtimeMs, ctimeMs } = lstatSync(bytesOf(root, name));
    const { inode, modified, changed } = known.identity;
    const now = [mode & 0o7777, size, ino, mtimeMs, ctimeMs];
    if ([known.mode, known.size, inode, modified, changed].some((value, index) => value !== now[index])) return false;
  } catch {
    return false; // Reading it says what is wrong.
  }
  Object.assign(entry, known);
  return true;
}
