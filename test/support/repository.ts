import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Every file that git tracks or would track, relative to the root, that is there: what a clone would hold. */
export function trackedFiles(): string[] {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const names = execFileSync('git', list, { cwd: root, maxBuffer: 64 * 1024 * 1024 })
    .toString()
    .split('\0');
  return names.filter((name) => name !== '' && existsSync(join(root, name)));
}

/** The text of a file of the repository, by its path from the root. */
export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The value of a JSON file of the repository. The caller says what shape it trusts it to have. */
export function readJson<T>(path: string): T {
  return JSON.parse(readText(path)) as T;
}
