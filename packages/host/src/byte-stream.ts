import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { FileError } from './file-error.js';
import { READ_FLAGS, READ_PART, readError } from './read-file.js';

/** The bytes of something that is too large to be held. */
export interface ByteStream {
  /** Bytes, as they are stated; `undefined` where nothing is. */
  length: number | undefined;
  /** To be taken once, to its end or until an error: what is not asked for is not read. */
  body: AsyncIterable<Uint8Array>;
}

/** All of it. Throws WorldError as the body does. */
export async function wholeOf({ body }: Pick<ByteStream, 'body'>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts);
}

/**
 * Opens a file (absolute path) for reading from front to back. `shown`: how messages write it. Throws WorldError, also from the body: `not-found`, `unreadable`,
 * `too-large` for more than `maxBytes`.
 */
export async function openFile(
  file: string,
  { maxBytes, shown = file }: { maxBytes: number; shown?: string },
): Promise<ByteStream> {
  const status = await stat(file).catch((cause) => {
    throw readError(file, shown, cause);
  });
  if (!status.isFile()) throw new FileError('unreadable', file, shown, 'is not a regular file');
  if (status.size > maxBytes) throw new FileError('too-large', file, shown, `has more than ${maxBytes} bytes`);
  return { length: status.size, body: read(file, shown, status.size) };
}

/** The first `length` bytes of a file. */
async function* read(file: string, shown: string, length: number): AsyncGenerator<Uint8Array, void> {
  if (length === 0) return;
  try {
    yield* createReadStream(file, { flags: READ_FLAGS as never, highWaterMark: READ_PART, end: length - 1 });
  } catch (cause) {
    throw readError(file, shown, cause);
  }
}
