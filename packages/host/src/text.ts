import { FileError } from './file-error.js';
import { type Files, isWorldError } from './world.js';

/**
 * The text readers over any byte reader, so that decoding has one home and every world that wraps `read` wraps all.
 * `shown` is how messages write a path.
 */
export function textReaders(
  read: Files['read'],
  shown: (path: string) => string = (path) => path,
): Pick<Files, 'readText' | 'readTextIfPresent'> {
  const readText: Files['readText'] = async (path, options) => decode(path, await read(path, options), shown);
  return {
    readText,
    async readTextIfPresent(path, options) {
      try {
        return await readText(path, options);
      } catch (error) {
        if (isWorldError(error, 'not-found')) return undefined;
        throw error;
      }
    },
  };
}

function decode(path: string, content: Uint8Array, shown: (path: string) => string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (cause) {
    throw new FileError('unreadable', path, shown(path), 'is not UTF-8 text', { cause });
  }
}
