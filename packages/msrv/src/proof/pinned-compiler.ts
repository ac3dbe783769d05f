import { isWorldError, type World } from '@assay/host';
import { buildFolder, type Compilation, cargo, compile, type FeatureSet, type Member } from '@assay/rust';
import type { Asked } from '../asked.js';
import type { Place } from './place.js';

/** What the compiler that the workspace pins makes of a member, or why it could not be tried. */
export type PinnedCompilation = Exclude<Compilation, { outcome: 'refused' }> | { outcome: 'untried'; why: string };

/** Compiles a member with the compiler that the workspace pins. Throws WorldError when interrupted. */
export async function compileWithPinned(
  world: World,
  { member, features }: { member: Member; features: FeatureSet },
  { targets }: Asked,
  place: Place,
): Promise<PinnedCompilation> {
  try {
    const compilation = await compile(world, {
      ...{ cargo, keepGoing: true, features, targets, member: { ...member, manifest: place.manifestOf(member) } },
      buildFolder: buildFolder(place.folder, 'pinned'),
    });
    return compilation.outcome === 'refused' ? { outcome: 'untried', why: compilation.failure.message } : compilation;
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return { outcome: 'untried', why: error.message };
  }
}
