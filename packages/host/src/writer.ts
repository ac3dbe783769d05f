import { randomUUID } from 'node:crypto';
import { constants, existsSync, rmSync } from 'node:fs';
import { copyFile, cp, type FileHandle, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '@assay/evidence';
import { unlessDone } from './exit.js';
import { systemCode, systemWords } from './system.js';

/**
 * Everything that Assay writes goes through this. Paths are absolute. What the system refuses is a {@link UserError} that
 * says why and what to do.
 */
export interface Writer {
  /**
   * Writes a file, making its folders. It appears whole or not at all: on any failure what stood there still stands. `mode`: its permission
   * bits, where others are wanted than a new file has.
   */
  writeWhole(path: string, content: string | Uint8Array, options?: { mode?: number }): Promise<void>;
  /** Writes a file that is not there yet, making its folders. `false`, and nothing touched, when it exists. */
  createNew(path: string, content: string): Promise<boolean>;
  /** Writes a file that only this user can read, under a name that nobody can foresee, into a folder that is there. Returns its path. */
  createPrivate(folder: string, content: string): Promise<string>;
  /**
   * Copies a folder with the times of its files; links are copied as they are, pipes and the like not at all. What stood at `to` is removed
   * first. `leaveOut`: folders, absolute. Left out as well: git's own, and those that say of themselves that they hold what can be
   * made again (https://bford.info/cachedir/). `to` may lie below what is left out.
   */
  copyFolder(from: string, to: string, options?: { leaveOut?: readonly string[] }): Promise<void>;
  /** Copies a file, making the folders of the copy. It appears whole or not at all. */
  copyFile(from: string, to: string): Promise<void>;
  /** Removes a file; no error when there is none. */
  remove(path: string): Promise<void>;
  /** Removes a folder and all that it holds, links not followed; no error when there is none. */
  removeFolder(path: string): Promise<void>;
}

/** The writer for this machine's files. */
export const realWriter: Writer = {
  writeWhole: (file, content, { mode } = {}) =>
    saying('written', file, async () => {
      await makeFolder(path.dirname(file));
      const temporary = besides(file);
      await removingOnFailure(temporary, async () => {
        await fill(await open(temporary, 'wx', mode), content);
        await rename(temporary, file);
      });
    }),

  createNew: (file, content) =>
    saying('written', file, async () => {
      await makeFolder(path.dirname(file));
      const handle = await openNew(file);
      if (handle === undefined) return false;
      await removingOnFailure(file, () => fill(handle, content));
      return true;
    }),

  createPrivate: (folder, content) =>
    saying('written', folder, async () => {
      const file = path.join(folder, `assay-${randomUUID()}`);
      const handle = await open(file, 'wx', 0o600);
      await removingOnFailure(file, () => fill(handle, content));
      return file;
    }),

  copyFolder: (from, to, { leaveOut = [] } = {}) =>
    saying('written', to, async () => {
      await rm(to, { recursive: true, force: true });
      await makeFolder(to);
      const options = { preserveTimestamps: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE };
      // File by file: Node refuses to copy a folder into itself, also where the part that would hold the copy is left out.
      const copy = async (source: string, target: string): Promise<void> => {
        for (const entry of await readdir(source, { withFileTypes: true })) {
          const [file, copied] = [path.join(source, entry.name), path.join(target, entry.name)];
          if (entry.isFile() || entry.isSymbolicLink()) await cp(file, copied, options);
          if (!entry.isDirectory() || entry.name === '.git' || leaveOut.includes(file) || isCache(file)) continue;
          await makeFolder(copied);
          await copy(file, copied);
        }
      };
      await copy(from, to);
    }),

  copyFile: (from, to) =>
    saying('written', to, async () => {
      await makeFolder(path.dirname(to));
      const temporary = besides(to);
      await removingOnFailure(temporary, async () => {
        await copyFile(from, temporary, constants.COPYFILE_FICLONE);
        await rename(temporary, to);
      });
    }),

  removeFolder: (folder) => saying('removed', folder, () => rm(folder, { recursive: true, force: true })),

  remove: (file) =>
    saying('removed', file, async () => {
      try {
        await unlink(file);
      } catch (error) {
        if (!['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) throw error;
      }
    }),
};

/** Does a folder say of itself that what it holds can be made again? Cargo's target folders do. */
function isCache(folder: string): boolean {
  return existsSync(path.join(folder, 'CACHEDIR.TAG'));
}

/** A name beside a file that nobody else uses, so that a rename stays within one file system and is atomic. */
function besides(file: string): string {
  const name = `.${path.basename(file).slice(0, 100)}.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`;
  return path.join(path.dirname(file), name);
}

/**
 * Makes a folder and those above it. Node's own recursive way says of a read-only file system that the folder does not exist,
 * and never returns from one that refuses new folders with ENOENT, as /proc does.
 */
async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  try {
    await mkdir(folder);
  } catch (error) {
    // Another write, at work at the same time, may have made it in between.
    if (!(await isFolder(folder))) throw error;
  }
}

async function isFolder(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isDirectory();
  } catch {
    return false; // Whoever asks holds the error that matters.
  }
}

/** A handle on a file made just now; `undefined` when something stands there, be it a link that leads nowhere. */
async function openNew(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, 'wx');
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return undefined;
    throw error;
  }
}

/** Writes and closes; returns when the bytes are on the disk, where a full one has had its chance to refuse them. */
async function fill(handle: FileHandle, content: string | Uint8Array): Promise<void> {
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Runs the work; when it fails, or the process exits in the middle of it, the file is removed. */
async function removingOnFailure(file: string, work: () => Promise<void>): Promise<void> {
  const done = unlessDone(() => rmSync(file, { force: true }));
  try {
    await work();
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    done();
  }
}

async function saying<T>(deed: 'written' | 'removed', file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new UserError(`${file} cannot be ${deed}: ${systemWords(cause)}`, { remedy: remedy(cause, file), cause });
  }
}

function remedy(error: unknown, file: string): string {
  // The writer does not know the command: some have one of the two, some none.
  const elsewhere = 'or choose another place, where the command has --output or --evidence-dir for it';
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return `Free some space, ${elsewhere}.`;
    case 'EEXIST':
    case 'ENOTDIR':
    case 'EISDIR':
    case 'ENOTEMPTY':
      return `Something of another kind stands in the way of this file or its folders: move it, ${elsewhere}.`;
    default:
      return `Make ${path.dirname(file)} writable for this user, ${elsewhere}.`;
  }
}
