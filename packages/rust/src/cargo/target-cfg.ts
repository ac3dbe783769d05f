import { isWorldError, type World } from '@assay/host';
import { rustc } from '../tools.js';

/** A target that something is compiled for, and what holds of it: the lines of `rustc --print cfg`. */
export interface Platform {
  triple: string;
  cfg: string[];
}

/**
 * What the pinned compiler says of a target, of its host where none is named. `undefined` where it does not know it. Throws WorldError
 * when interrupted.
 */
export async function readPlatform(world: World, target: string | undefined): Promise<Platform | undefined> {
  try {
    const named = target === undefined ? [] : ['--target', target];
    const { status, stdout } = await world.tools.run(rustc, ['--print', 'cfg', ...named], { timeout: 60_000 });
    const cfg = stdout.split('\n').filter((line) => line !== '');
    const triple = target ?? world.hostTriple;
    return status !== 0 || cfg.length === 0 || triple === undefined ? undefined : { triple, cfg };
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return undefined;
  }
}
