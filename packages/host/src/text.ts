import { type Files, isWorldError, WorldError } from './world.js';

/** The text readers over any byte reader, so that decoding has one home and every world that wraps `read` wraps all. */
export function textReaders(read: Files['read']): Pick<Files, 'readText' | 'readTextIfPresent'> {
  const readText: Files['readText'] = async (path, options) => decode(path, await read(path, options));
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

function decode(path: string, content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (cause) {
    throw new WorldError('unreadable', path, `${path} is not UTF-8 text`, { cause });
  }
}
