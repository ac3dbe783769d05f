import path from 'node:path';
import type { Gap } from '@assay/evidence';
import { portablePath, runGit, type World } from '@assay/host';

/**
 * The gap where the repository brings files into the folder that is compiled in: Cargo would take what stands there for compiled already,
 * and nothing would be. Throws UserError when git refuses the repository, and WorldError.
 */
export async function foreignScratch(world: World): Promise<Gap | undefined> {
  const folder = path.relative(world.root, world.scratch).split(path.sep).join('/');
  const listed = await runGit(world, ['ls-files', '-z', '--', folder]);
  // Outside of a repository nothing is brought along by it.
  if (listed === undefined || listed.status !== 0 || listed.stdout === '') return undefined;
  const shown = portablePath(world.scratch, world.anchors);
  return {
    what: 'whether the members compile with their baselines',
    why: `git tracks files in ${shown}, where Assay compiles: Cargo could take them for what it has built itself`,
    remedy: `run git rm -r --cached ${shown}, delete it, and add target/ to .gitignore`,
    at: { path: shown },
  };
}
