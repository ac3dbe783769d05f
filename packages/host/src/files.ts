import { constants, type Stats } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { byCodeUnit } from '@assay/evidence';
import { type Anchors, portablePath } from './portable.js';
import { systemCode, systemWords } from './system.js';
import { textReaders } from './text.js';
import { readTree } from './tree.js';
import { DEFAULT_READ_LIMIT, type Files, isWorldError, WorldError } from './world.js';

/** Reading without waiting, in case something that is not a regular file took the place of one a moment ago. */
const readFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

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
      const missing = ['ENOENT', 'ENOTDIR'].includes(systemCode(cause) ?? '');
      throw missing
        ? new WorldError('not-found', file, `${shown(file)} does not exist`, { cause })
        : new WorldError('unreadable', file, `${shown(file)} cannot be read: ${systemWords(cause)}`, { cause });
    }
  }

  const read: Files['read'] = (file, { maxBytes = DEFAULT_READ_LIMIT } = {}) =>
    look(file, async (absolute) => {
      const status = await stat(absolute);
      if (!status.isFile()) {
        throw new WorldError('unreadable', file, `${shown(file)} is ${describeKind(status)}, not a regular file`);
      }
      const tooLarge = (size: number) =>
        new WorldError('too-large', file, `${shown(file)} has ${size} bytes; at most ${maxBytes} are read`);
      if (status.size > maxBytes) throw tooLarge(status.size);
      const content = await readFile(absolute, { flag: readFlags });
      // Files that grow, and those of /proc, hold more than their status says.
      if (content.length > maxBytes) throw tooLarge(content.length);
      return content;
    });

  return {
    read,
    ...textReaders(read, shown),
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
    realPath: (file) => look(file, (absolute) => realpath(absolute)),
    tree: (folder, options = {}) => readTree(at(folder), options, { shown: shown(folder), signal }),
  };
}

function describeKind(status: Stats): string {
  if (status.isDirectory()) return 'a folder';
  if (status.isFIFO()) return 'a named pipe';
  return status.isSocket() ? 'a socket' : 'a device';
}
