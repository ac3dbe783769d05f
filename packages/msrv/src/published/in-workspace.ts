import { isWorldError, type World } from '@assay/host';
import { buildFolder, cargo, compile } from '@assay/rust';
import type { Asked } from '../asked.js';
import type { BrokenIn } from '../proof/prove.js';

/**
 * Of what neither the declared release nor the pinned compiler compiles as it would be published: what the pinned one does compile where it
 * stands in the workspace. Then it is the package that lacks something, a file that is not packed most often, and not this machine. Throws
 * WorldError when interrupted.
 */
export async function brokenByPacking<Excused extends BrokenIn>(
  world: World,
  excused: readonly Excused[],
  asked: Asked,
): Promise<Excused[]> {
  const broken: Excused[] = [];
  for (const run of new Set(excused.map((each) => each.run))) {
    if (await compilesInWorkspace(world, run, asked)) broken.push(...excused.filter((each) => each.run === run));
  }
  return broken;
}

async function compilesInWorkspace(
  world: World,
  { member, features }: BrokenIn['run'],
  { targets }: Asked,
): Promise<boolean> {
  world.progress(`compiling ${member.name} in the workspace, because it does not compile as it would be published`);
  const folder = buildFolder(world.scratch, 'pinned');
  try {
    const request = { cargo, keepGoing: false, member, features, targets, buildFolder: folder };
    return (await compile(world, request)).outcome === 'compiled';
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return false; // Then it stays unknown what is at fault, which is a gap already.
  }
}
