import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root, trackedFiles } from './repository.js';

/** Copies a folder of the repository as a clone has it, without what was built in it. Returns the copy. */
export function copyTracked(folder: string, target: string): string {
  const files = trackedFiles().filter((path) => path.startsWith(`${folder}/`));
  if (files.length === 0) throw new Error(`${folder} holds no files`);
  for (const file of files) {
    const copy = join(target, relative(folder, file));
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(join(root, file), copy);
  }
  return target;
}
