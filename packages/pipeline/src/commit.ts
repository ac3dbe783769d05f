import path from 'node:path';
import { runGit, type World } from '@assay/host';

/** The commit that is checked out. */
export interface Commit {
  hash: string;
  /** Milliseconds since the epoch, by the committer's clock. */
  date: number;
  /** Whether what stands in the folders is that commit and nothing else. */
  isWorkingTree: boolean;
}

/** What decides what is built and judged. Where it is there, it must be part of the commit that the evidence speaks of. */
const decisive = [
  'Cargo.toml',
  'Cargo.lock',
  'assay.toml',
  'assay.lock',
  'known-problems.json',
  'rust-toolchain',
  'rust-toolchain.toml',
  '.cargo/config',
  '.cargo/config.toml',
];

/**
 * The commit that the workspace is at; `undefined` without git, a repository or a commit. The working tree is that commit only when
 * nothing in the whole repository differs, submodules included; when git was not told to look away (assume-unchanged,
 * skip-worktree); when no link leads out of the repository; and when git tracks every decisive file. `leftBehind` names what
 * Assay and Cargo write below the workspace root.
 */
export async function findCommit(world: World, leftBehind: readonly string[]): Promise<Commit | undefined> {
  const places = await runGit(world, ['rev-parse', '--show-toplevel', '--show-prefix']);
  if (places?.status !== 0) return undefined;
  const [log, status, listed] = await Promise.all([
    runGit(world, ['log', '-1', '--no-show-signature', '--format=%H %ct']),
    runGit(world, ['status', '--porcelain', '-z', '--untracked-files=normal', '--ignore-submodules=none', '--', ':/']),
    runGit(world, ['ls-files', '-v', '-s', '-z', '--full-name', '--', ':/']),
  ]);
  if (log?.status !== 0) return undefined;
  const [hash = '', seconds = ''] = log.stdout.trim().split(' ');
  const [toplevel = '', prefix = ''] = places.stdout.split('\n');
  const left = leftBehind.map((file) => `${prefix}${file}`);
  const isWorkingTree =
    status?.status === 0 &&
    listed?.status === 0 &&
    !(await differs(world, status.stdout, left)) &&
    (await isComplete(world, entries(listed.stdout), { toplevel, prefix }));
  return { hash, date: Number(seconds) * 1000, isWorkingTree };
}

/** Is anything changed, or there without being tracked, but what Assay and Cargo leave behind (from the top of the repository)? */
async function differs(world: World, status: string, leftBehind: readonly string[]): Promise<boolean> {
  const changes = status.split('\0').filter((line) => line !== '');
  if (changes.some((line) => !line.startsWith('??'))) return true;
  const others = changes.map((line) => line.slice(3)).filter((file) => !isLeft(file, leftBehind));
  // git names a folder in which it tracks nothing, and not what is in it.
  const mixed = (file: string) => file.endsWith('/') && leftBehind.some((left) => left.startsWith(file));
  if (others.some((file) => !mixed(file))) return true;
  const inFolders = await Promise.all(others.map((folder) => untracked(world, folder)));
  return inFolders.some((files) => files.length === 0 || !files.every((file) => isLeft(file, leftBehind)));
}

function isLeft(file: string, leftBehind: readonly string[]): boolean {
  return leftBehind.some((left) => file === left || file.startsWith(`${left}/`));
}

/** What stands in a folder without being tracked or ignored; nothing when git does not say. */
async function untracked(world: World, folder: string): Promise<string[]> {
  const place = `:(top,literal)${folder}`;
  const listed = await runGit(world, ['ls-files', '-z', '--others', '--exclude-standard', '--full-name', '--', place]);
  return listed?.status === 0 ? listed.stdout.split('\0').filter((file) => file !== '') : [];
}

/** An entry of git's index: the tag of `ls-files -v`, the mode in octal, the path from the top of the repository. */
interface IndexEntry {
  tag: string;
  mode: string;
  path: string;
}

function entries(listed: string): IndexEntry[] {
  return listed.split('\0').flatMap((line) => {
    const [, tag = '', mode = '', file = ''] = /^(\S) (\d+) [0-9a-f]+ \d\t(.*)$/s.exec(line) ?? [];
    return tag === '' ? [] : [{ tag, mode, path: file }];
  });
}

async function isComplete(
  world: World,
  index: readonly IndexEntry[],
  { toplevel, prefix }: { toplevel: string; prefix: string },
): Promise<boolean> {
  // `H` is an ordinary entry; lower case and `S` are those that git was told not to look at.
  if (index.some(({ tag }) => tag !== 'H')) return false;
  const tracked = new Set(index.map((entry) => entry.path));
  const kinds = await Promise.all(decisive.map((file) => world.files.kind(file)));
  if (decisive.some((file, at) => kinds[at] !== undefined && !tracked.has(`${prefix}${file}`))) return false;
  const links = index.filter(({ mode }) => mode === '120000');
  const targets = await Promise.all(links.map((link) => targetOf(world, path.join(toplevel, link.path))));
  return targets.every((target) => target === undefined || !path.relative(toplevel, target).startsWith('..'));
}

/** Where a link leads; `undefined` for one that leads nowhere, through which nothing can be read. */
async function targetOf(world: World, link: string): Promise<string | undefined> {
  return (await world.files.kind(link)) === undefined ? undefined : world.files.realPath(link);
}
