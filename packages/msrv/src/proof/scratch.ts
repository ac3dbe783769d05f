import path from 'node:path';
import type { Gap } from '@assay/evidence';
import { portablePath, runGit, type World } from '@assay/host';

/**
 * The gap where the repository brings files into the folder that is compiled in, or puts a link or another repository in its way: Cargo
 * would take what stands there for compiled already, and nothing would be. Throws UserError when git refuses the repository, and WorldError.
 */
export async function foreignScratch(world: World): Promise<Gap | undefined> {
  const folder = path.relative(world.root, world.scratch).split(path.sep).join('/');
  const ways = folder.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
  const listed = await runGit(world, ['ls-files', '-z', '--', ...ways]);
  // Outside of a repository nothing is brought along by it.
  if (listed === undefined || listed.status !== 0) return undefined;
  const foreign = listed.stdout.split('\0').find((file) => ways.includes(file) || file.startsWith(`${folder}/`));
  if (foreign === undefined) return undefined;
  const shown = portablePath(world.scratch, world.anchors);
  return {
    what: 'whether the members compile with their baselines',
    why: `git tracks ${foreign}, and Assay compiles in ${shown}: Cargo could take what stands there for what it has built itself`,
    remedy: `run git rm -r --cached ${foreign}, delete it, and add target/ to .gitignore`,
    at: { path: shown },
  };
}

/**
 * What git says of the workspace's files, to be held against what it says later: build scripts and macros run while it is compiled, and may
 * write into it. `undefined` where git says nothing. Throws as {@link foreignScratch} does.
 */
export async function treeState(world: World): Promise<string | undefined> {
  const status = await runGit(world, [
    'status',
    '--porcelain',
    '-z',
    '--untracked-files=normal',
    '--',
    '.',
    ':(exclude)target',
  ]);
  return status?.status === 0 ? status.stdout : undefined;
}

/** The workspace was another one when the compilers had ended. */
export function changedMeanwhile(before: string | undefined, after: string | undefined): Gap | undefined {
  if (before === undefined || before === after) return undefined;
  const known = new Set(before.split('\0'));
  const changed = (after ?? '').split('\0').filter((line) => !known.has(line));
  return {
    what: 'which files were compiled',
    why: `the workspace changed while it was compiled: ${
      changed
        .slice(0, 3)
        .map((line) => line.slice(3))
        .join(', ') || 'git says nothing of it any more'
    }`,
    remedy:
      'let build scripts write to OUT_DIR only, or add what they write to .gitignore; and change nothing while it is examined',
  };
}
