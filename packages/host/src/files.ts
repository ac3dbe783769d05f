import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { access, open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { byCodeUnit } from '@assay/evidence';
import { openFile } from './byte-stream.js';
import { FileError } from './file-error.js';
import { type Anchors, portablePath } from './portable.js';
import { READ_FLAGS, READ_PART, readError } from './read-file.js';
import { systemCode } from './system.js';
import { textReaders } from './text.js';
import { readTree } from './tree.js';
import { DEFAULT_READ_LIMIT, type Files, isWorldError } from './world.js';

/** The files of this machine, relative paths taken from `anchors.root`. Messages show portable paths only. `signal` ends long looks. */
export function realFiles(anchors: Anchors, signal: AbortSignal): Files {
  const shown = (file: string) => portablePath(file, anchors);
  const at = (file: string) => path.resolve(anchors.root, file);

  /** Runs one system call; what it throws becomes a {@link WorldError}. */
  async function look<T>(file: string, call: (absolute: string) => Promise<T>): Promise<T> {
    try {
      return await call(at(file));
    } catch (cause) {
      if (isWorldError(cause)) throw cause;
      throw readError(file, shown(file), cause);
    }
  }

  const notRegular = (file: string, status: Stats) =>
    new FileError('unreadable', file, shown(file), `is ${describeKind(status)}, not a regular file`);

  const read: Files['read'] = (file, { maxBytes = DEFAULT_READ_LIMIT } = {}) =>
    look(file, async (absolute) => {
      const status = await stat(absolute);
      if (!status.isFile()) throw notRegular(file, status);
      const tooLarge = (size: number) =>
        new FileError('too-large', file, shown(file), `has ${size} bytes; at most ${maxBytes} are read`);
      if (status.size > maxBytes) throw tooLarge(status.size);
      const content = await readFile(absolute, { flag: READ_FLAGS });
      // Files that grow, and those of /proc, hold more than their status says.
      if (content.length > maxBytes) throw tooLarge(content.length);
      return content;
    });

  return {
    read,
    ...textReaders(read, shown),
    async *parts(file, { maxBytes }) {
      yield* (await openFile(at(file), { maxBytes, shown: shown(file) })).body;
    },
    list: (folder) => look(folder, async (absolute) => (await readdir(absolute)).sort(byCodeUnit)),
    async kind(file) {
      try {
        const status = await look(file, (absolute) => stat(absolute));
        return status.isFile() ? 'file' : status.isDirectory() ? 'folder' : 'other';
      } catch (error) {
        if (isWorldError(error, 'not-found')) return undefined;
        throw error;
      }
    },
    isExecutable: (file) => look(file, isExecutable),
    realPath: (file) => look(file, (absolute) => realpath(absolute)),
    digest: (file) =>
      look(file, async (absolute) => {
        const handle = await open(absolute, READ_FLAGS);
        try {
          const status = await handle.stat();
          if (!status.isFile()) throw notRegular(file, status);
          const hash = createHash('sha256');
          const parts = handle.createReadStream({ highWaterMark: READ_PART, autoClose: false });
          for await (const part of parts) hash.update(part);
          return hash.digest('hex');
        } finally {
          await handle.close();
        }
      }),
    tree: (folder, options = {}) => readTree(at(folder), options, { shown: shown(folder), signal }),
  };
}

/** What keeps a program from being started without being trouble: the system looks for it elsewhere. */
const notStartable: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'EACCES'];

async function isExecutable(file: string): Promise<boolean> {
  try {
    if (!(await stat(file)).isFile()) return false;
    await access(file, constants.X_OK);
    return true;
  } catch (error) {
    if (notStartable.includes(systemCode(error))) return false;
    throw error;
  }
}

function describeKind(status: Stats): string {
  if (status.isDirectory()) return 'a folder';
  if (status.isFIFO()) return 'a named pipe';
  return status.isSocket() ? 'a socket' : 'a device';
}
