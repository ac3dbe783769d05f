import path from 'node:path';
import { isBelow, type World } from '@assay/host';
import { ancestors } from './look.js';

/** The repository that the workspace is part of: the folder whose content is under one version control. */
export interface Repository {
  /** Does this file, every link to it resolved, lie in the repository? Throws WorldError when it is not there. */
  holds(file: string): Promise<boolean>;
}

/**
 * Finds the repository: from the workspace root upwards the nearest folder with `.git`, which is a file in a worktree and in a
 * submodule (https://git-scm.com/docs/gitrepository-layout); without one, the workspace root. A `.git` in the user's home is
 * not asked for, unless that is the workspace root: it keeps the user's own settings, not the project. Throws WorldError.
 */
export async function findRepository(world: World): Promise<Repository> {
  const top = await world.files.realPath(await topLevel(world));
  return { holds: async (file) => isBelow(top, await world.files.realPath(file)) };
}

async function topLevel({ root, anchors, files }: World): Promise<string> {
  for (const folder of ancestors(root)) {
    if (folder === anchors.home && folder !== root) break;
    if ((await files.kind(path.join(folder, '.git'))) !== undefined) return folder;
  }
  return root;
}
