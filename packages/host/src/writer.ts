import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '@assay/evidence';

/** Everything that Assay writes goes through this. Paths are absolute. Throws UserError when the folder cannot be written to. */
export interface Writer {
  /** The whole file or nothing: written beside its place under another name, flushed, then renamed. Makes parent folders. */
  writeWhole(file: string, content: string | Uint8Array): Promise<void>;
  /** Writes a file that does not exist yet; `false`, and nothing written, when it does. Makes parent folders. */
  createNew(file: string, content: string): Promise<boolean>;
  /** Removes a file; that there is none is no error. */
  remove(file: string): Promise<void>;
}

export function realWriter(): Writer {
  return {
    writeWhole: (file, content) => writing(file, () => writeWhole(file, content)),
    createNew: (file, content) => writing(file, () => createNew(file, content)),
    remove: (file) => writing(file, () => rm(file, { force: true })),
  };
}

async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function createNew(file: string, content: string): Promise<boolean> {
  await mkdir(path.dirname(file), { recursive: true });
  const created = await open(file, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return undefined;
    throw error;
  });
  if (created === undefined) return false;
  try {
    await writeFile(created, content);
  } catch (error) {
    await unlink(file);
    throw error;
  } finally {
    await created.close();
  }
  return true;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is exhausted',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'a part of the path is not a folder',
  EISDIR: 'a folder stands in its place',
  ENAMETOOLONG: 'the name is too long',
  EFBIG: 'the file is too large',
};

async function writing<T>(file: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === undefined) throw cause;
    throw new UserError(`${file} cannot be written: ${reasons[code] ?? code}; nothing half-written was left`, {
      remedy: 'free the place, or choose another folder with --evidence-dir',
      cause,
    });
  }
}
