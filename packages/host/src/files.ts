import { open, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { byCodeUnit } from '@assay/evidence';
import { textReaders } from './text.js';
import { DEFAULT_READ_LIMIT, type Files, WorldError } from './world.js';

/** The file system below (and, by absolute paths, around) a root. */
export function realFiles(root: string): Files {
  const resolve = (file: string) => path.resolve(root, file);
  const read: Files['read'] = async (file, { maxBytes = DEFAULT_READ_LIMIT } = {}) =>
    looking(file, () => readRegularFile(resolve(file), file, maxBytes));
  return {
    read,
    ...textReaders(read),
    list: (file) => looking(file, async () => (await readdir(resolve(file))).sort(byCodeUnit)),
    realPath: (file) => looking(file, () => realpath(resolve(file))),
    async kind(file) {
      try {
        const found = await stat(resolve(file));
        return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
      } catch (error) {
        const worldError = worldErrorFrom(file, error);
        if (worldError.kind === 'not-found') return undefined;
        throw worldError;
      }
    },
  };
}

/** Only regular files: opening a named pipe would wait for ever. The size is looked at before anything is read. */
async function readRegularFile(absolute: string, shown: string, maxBytes: number): Promise<Uint8Array> {
  const before = await stat(absolute);
  if (!before.isFile()) throw new WorldError('unreadable', shown, `${shown} is not a file`);
  const file = await open(absolute, 'r');
  try {
    const { size } = await file.stat();
    if (size > maxBytes) {
      throw new WorldError(
        'too-large',
        shown,
        `${shown} is too large: ${size} bytes, where at most ${maxBytes} are read`,
      );
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}

async function looking<T>(file: string, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    throw worldErrorFrom(file, error);
  }
}

function worldErrorFrom(file: string, error: unknown): WorldError {
  if (error instanceof WorldError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new WorldError('not-found', file, `${file} does not exist`, { cause: error });
  }
  return new WorldError('unreadable', file, `${file} cannot be read: ${code ?? String(error)}`, { cause: error });
}
