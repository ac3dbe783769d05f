import { UserError } from '@assay/evidence';
import { type ByteStream, isWorldError, type WorldErrorKind } from '@assay/host';
import type { ReleaseSource } from './source.js';

/** The bytes of a small file. Throws WorldError. */
export function fetchWhole(source: ReleaseSource, path: string, maxBytes: number): Promise<Uint8Array> {
  return receiving(
    () => source.open(path, { maxBytes }),
    async ({ body }) => {
      const parts: Uint8Array[] = [];
      for await (const part of body) parts.push(part);
      return Buffer.concat(parts);
    },
  );
}

/**
 * Opens a stream and takes it in. A transfer that breaks off is begun once more; what fails before the first byte has been
 * tried again already. Throws WorldError, and what `take` throws.
 */
export async function receiving<T>(
  open: () => Promise<ByteStream>,
  take: (stream: ByteStream) => Promise<T>,
): Promise<T> {
  const stream = await open();
  try {
    return await take(stream);
  } catch (error) {
    if (!isWorldError(error, 'unreachable') && !isWorldError(error, 'timed-out')) throw error;
  }
  return take(await open());
}

/**
 * Does the work; trouble with the source that it meets is told to the user. Throws UserError; WorldError only when
 * interrupted.
 */
export async function explaining<T>(source: ReleaseSource, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    const remedy = remedies[error.kind] ?? `look at what ${source.name} holds`;
    throw new UserError(error.message, { remedy, cause: error });
  }
}

const AGAIN = 'try again later, or use a mirror (RUSTUP_DIST_SERVER) or a folder that holds the release';

const remedies: Partial<Record<WorldErrorKind, string>> = {
  'not-found': 'use a server or folder that holds the whole release',
  unreachable: AGAIN,
  'timed-out': AGAIN,
  unreadable: 'look whether the address is right, and whether it may be read',
  'too-large': 'look whether the address is right: no file of a release is that large',
};
