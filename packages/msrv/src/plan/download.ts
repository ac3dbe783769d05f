import { isWorldError, type World } from '@assay/host';
import { cargo, plainWords } from '@assay/rust';

/**
 * Lets the pinned Cargo download what a lock file names, for a Cargo that cannot do that itself. What is not to be had stays missing,
 * which the compilation that needs it says. Throws WorldError when interrupted.
 */
export async function downloadLocked(world: World, manifest: string): Promise<void> {
  try {
    await world.tools.run(cargo, ['fetch', '--locked', '--manifest-path', manifest], { env: plainWords });
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
  }
}
