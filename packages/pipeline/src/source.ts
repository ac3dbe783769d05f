import { byCodeUnit, type StatementSubject, sha256, UserError } from '@assay/evidence';
import { isWorldError, type ToolResult, type World } from '@assay/host';
import { utcDay } from './date.js';
import { git } from './git.js';

/** What the evidence speaks of, and the day it speaks for. */
export interface Source {
  digest: StatementSubject['digest'];
  /** `YYYY-MM-DD`, UTC: `SOURCE_DATE_EPOCH`, else the commit's date; the clock's only where neither exists. */
  asOf: string;
}

/**
 * Identifies the workspace: by its commit when the working tree is that commit, otherwise by the digest of its files, so that
 * evidence never claims a commit for something else. `leftBehind` names the folders at the root that Assay and Cargo write
 * to: they are never part of what is qualified. Throws UserError when git finds a repository and refuses to read it.
 */
export async function identifySource(world: World, leftBehind: readonly string[]): Promise<Source> {
  const [commit, status] = await Promise.all([
    runGit(world, ['log', '-1', '--no-show-signature', '--format=%H %ct']),
    runGit(world, ['status', '--porcelain', '--untracked-files=normal', '--', '.', ...exclusions(leftBehind)]),
  ]);
  const [hash, seconds] = commit?.status === 0 ? commit.stdout.trim().split(' ') : [];
  const asOf =
    sourceDate(world) ?? (seconds === undefined ? utcDay(world.clock.now()) : utcDay(Number(seconds) * 1000));
  if (hash !== undefined && status?.status === 0 && status.stdout === '') return { digest: { gitCommit: hash }, asOf };
  const tracked = status?.status === 0;
  return {
    digest: {
      dirHash1: await dirHash1(world, await (tracked ? gitFiles(world, leftBehind) : walk(world, '.', leftBehind))),
    },
    asOf,
  };
}

async function runGit(world: World, args: readonly string[]): Promise<ToolResult | undefined> {
  try {
    // No optional locks: reading the status must not write to the user's repository.
    const result = await world.tools.run(git, ['--no-optional-locks', ...args]);
    if (result.status !== 0 && /dubious ownership/.test(result.stderr)) {
      throw new UserError('git refuses to read this repository: it belongs to another user', {
        remedy: 'run git config --global --add safe.directory with this folder, or check it out as this user',
      });
    }
    return result;
  } catch (error) {
    // Without git there is no commit to claim; the digest of the files identifies the workspace instead.
    if (isWorldError(error, 'tool-missing')) return undefined;
    throw error;
  }
}

function exclusions(leftBehind: readonly string[]): string[] {
  return leftBehind.map((folder) => `:(exclude)${folder}`);
}

/** https://reproducible-builds.org/specs/source-date-epoch/ */
function sourceDate(world: World): string | undefined {
  const value = world.environment.get('SOURCE_DATE_EPOCH');
  if (value === undefined || value === '') return undefined;
  if (!/^\d{1,11}$/.test(value)) {
    throw new UserError(`SOURCE_DATE_EPOCH is not a number of seconds: ${JSON.stringify(value)}`, {
      remedy: 'set it to the seconds since 1970, for example from git log -1 --format=%ct, or unset it',
    });
  }
  return utcDay(Number(value) * 1000);
}

/**
 * `dirHash1` of in-toto's digest set: SHA-256 over the lines that `sha256sum` would print for the files in order of their
 * paths (golang.org/x/mod/sumdb/dirhash, Hash1), in hexadecimal.
 */
async function dirHash1(world: World, files: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const file of [...files].sort(byCodeUnit)) {
    lines.push(`${sha256(await world.files.read(file, { maxBytes: Number.MAX_SAFE_INTEGER }))}  ${file}\n`);
  }
  return sha256(lines.join(''));
}

/** Files that git tracks or would track, as far as they exist. */
async function gitFiles(world: World, leftBehind: readonly string[]): Promise<string[]> {
  const listed = await runGit(world, [
    'ls-files',
    '-z',
    '-co',
    '--exclude-standard',
    '--',
    '.',
    ...exclusions(leftBehind),
  ]);
  const names = [...new Set((listed?.stdout ?? '').split('\0').filter((name) => name !== ''))];
  const kinds = await Promise.all(names.map((name) => world.files.kind(name)));
  return names.filter((_, index) => kinds[index] === 'file');
}

/** All files below a folder but those left behind and git's own; folders reached through links are not entered. */
async function walk(world: World, folder: string, leftBehind: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const name of await world.files.list(folder)) {
    const path = folder === '.' ? name : `${folder}/${name}`;
    if (path === '.git' || leftBehind.includes(path)) continue;
    const kind = await world.files.kind(path);
    if (kind === 'file') files.push(path);
    if (kind === 'folder' && (await isOwn(world, path))) files.push(...(await walk(world, path, leftBehind)));
  }
  return files;
}

async function isOwn(world: World, path: string): Promise<boolean> {
  return (await world.files.realPath(path)) === `${world.root}/${path}`;
}
