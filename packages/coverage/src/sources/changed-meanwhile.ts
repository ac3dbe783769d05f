import type { Gap } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';
import type { Source } from './read-sources.js';

/**
 * Records speak of the sources that were compiled: what is another now than when it was parsed was matched with
 * another's records. Of what is left out it matters where it leads, and which of its tests panic. Throws WorldError
 * when interrupted.
 */
export async function changedMeanwhile(world: World, sources: readonly Source[]): Promise<Gap[]> {
  const gaps = await Promise.all(
    sources.map(async ({ path: shown, file, sha256: before }): Promise<Gap[]> => {
      // Of what could not be read there is a gap already.
      if (before === undefined || (await digestOf(world, file)) === before) return [];
      return [
        {
          what: `what the tests reach in ${shown}`,
          why: 'the file changed while the tests ran',
          remedy: 'change nothing while it is examined, let build scripts write to OUT_DIR only, and run again',
          at: { path: shown },
        },
      ];
    }),
  );
  return gaps.flat();
}

/** `undefined` where it is gone, or cannot be read any more. */
async function digestOf(world: World, file: string): Promise<string | undefined> {
  try {
    return await world.files.digest(file);
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return undefined;
  }
}
