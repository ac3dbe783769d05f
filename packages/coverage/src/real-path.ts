import { isWorldError, type World } from '@assay/host';

/**
 * The real path of a file (absolute), or the path itself where there is none: whoever reads it finds that out. Throws
 * WorldError when interrupted.
 */
export async function realPathOrOwn({ files }: World, file: string): Promise<string> {
  try {
    return await files.realPath(file);
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return file;
  }
}
