import { byCodeUnit, sha256 } from '@assay/evidence';
import { runGit, type World } from '@assay/host';

/**
 * `dirHash1` of in-toto's digest set over the workspace's files: SHA-256 over the lines that `sha256sum` would print for the files in
 * order of their paths (golang.org/x/mod/sumdb/dirhash, Hash1), in hexadecimal. The files are those that git tracks or would
 * track, without git all; what is reached through links and submodules is among them. `leftBehind` names what is not.
 */
export async function dirHash1(world: World, leftBehind: readonly string[]): Promise<string> {
  const isLeft = (file: string) => leftBehind.some((left) => file === left || file.startsWith(`${left}/`));
  const files = new Set<string>();
  for (const name of (await gitFiles(world)) ?? (await world.files.list('.'))) {
    for (const file of await filesAt(world, name, isLeft, [])) files.add(file);
  }
  const lines: string[] = [];
  for (const file of [...files].sort(byCodeUnit)) {
    lines.push(`${sha256(await world.files.read(file, { maxBytes: Number.MAX_SAFE_INTEGER }))}  ${file}\n`);
  }
  return sha256(lines.join(''));
}

/** What git tracks or would track below the workspace root; a submodule is one name. `undefined` where git has nothing to say. */
async function gitFiles(world: World): Promise<string[] | undefined> {
  const listed = await runGit(world, ['ls-files', '-z', '-co', '--exclude-standard', '--deduplicate', '--', '.']);
  return listed?.status === 0 ? listed.stdout.split('\0').filter((name) => name !== '') : undefined;
}

/** The files at a path, or below it: folders are entered once on each way, so that links in a circle come to an end. */
async function filesAt(
  world: World,
  file: string,
  isLeft: (file: string) => boolean,
  entered: readonly string[],
): Promise<string[]> {
  if (isLeft(file) || file === '.git' || file.endsWith('/.git')) return [];
  const kind = await world.files.kind(file);
  if (kind === 'file') return [file];
  if (kind !== 'folder') return [];
  const real = await world.files.realPath(file);
  if (entered.includes(real)) return [];
  const names = await world.files.list(file);
  const below = await Promise.all(names.map((name) => filesAt(world, `${file}/${name}`, isLeft, [...entered, real])));
  return below.flat();
}
