import { constants } from 'node:fs';
import { FileError } from './file-error.js';
import { systemCode, systemWords } from './system.js';
import type { WorldError } from './world.js';

/** For opening what should be a regular file: without waiting, in case something else took its place a moment ago. */
export const READ_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** 1 MiB, for reading from front to back: fewer, larger reads than a stream makes by itself. */
export const READ_PART = 1024 * 1024;

/** Why a file or folder could not be looked at. `shown`: how messages write it. */
export function readError(file: string, shown: string, cause: unknown): WorldError {
  return ['ENOENT', 'ENOTDIR'].includes(systemCode(cause) ?? '')
    ? new FileError('not-found', file, shown, 'does not exist', { cause })
    : new FileError('unreadable', file, shown, `cannot be read: ${systemWords(cause)}`, { cause });
}
