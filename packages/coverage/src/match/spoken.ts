import path from 'node:path';
import type { World } from '@assay/host';
import { realPathOrOwn } from '../real-path.js';
import type { Recording } from '../run/recording.js';

/** A recording that speaks of a file, and its own name for the file. */
export interface Speaking {
  recording: Recording;
  file: string;
}

/** The recordings that speak of files, by the real paths of these: what a link leads to is one file. */
export type Spoken = ReadonlyMap<string, readonly Speaking[]>;

/**
 * Sorts recordings by the files that they speak of. Each name is looked up once; what was there when it was
 * compiled, and is gone, keeps its name: no source of today is matched with it. Throws WorldError when interrupted.
 */
export function spokenBy(world: World): (recordings: readonly Recording[]) => Promise<Spoken> {
  const known = new Map<string, string>();
  return async (recordings) => {
    const spoken = new Map<string, Speaking[]>();
    for (const recording of recordings) {
      for (const file of recording.paths) {
        const real = known.get(file) ?? (await realPathOrOwn(world, path.resolve(world.root, file)));
        known.set(file, real);
        const before = spoken.get(real);
        if (before === undefined) spoken.set(real, [{ recording, file }]);
        else before.push({ recording, file });
      }
    }
    return spoken;
  };
}
