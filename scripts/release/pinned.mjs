import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinnedWorkflows } from '../generate/workflows.mjs';
import { git, gitWith } from './git.mjs';

/**
 * Makes a commit on top of another that has the pinned rendering of its workflows, at that commit, and returns its hash. Made in an index of its own: the working tree
 * and the branch stay as they are. Its dates and people are those of the commit below, so that it is the same each time.
 * @param {string} root @param {{ commit: string, tag: string, repository: string }} of
 */
export function pinnedCommit(root, { commit, tag, repository }) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-release-'));
  try {
    const env = { GIT_INDEX_FILE: join(folder, 'index') };
    gitWith(root, { env }, 'read-tree', commit);
    for (const [file, text] of pinnedWorkflows(root, { repository, ref: commit })) {
      const blob = gitWith(root, { input: text }, 'hash-object', '-w', '--stdin');
      gitWith(root, { env }, 'update-index', '--add', '--cacheinfo', `100644,${blob},${file}`);
    }
    const tree = gitWith(root, { env }, 'write-tree');
    const message = `Use the actions of ${tag} by its commit, for servers and runners that know no $/`;
    return gitWith(root, { env: authorOf(root, commit) }, 'commit-tree', tree, '-p', commit, '-m', message);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Throws Error unless a commit differs from the one below it in the rendered workflows alone, and they are what is rendered.
 * @param {string} root @param {{ commit: string, pinned: string, repository: string }} pair
 */
export function provePinned(root, { commit, pinned, repository }) {
  const rendered = new Map(pinnedWorkflows(root, { repository, ref: commit }));
  const changed = git(root, 'diff-tree', '-r', '-z', '--no-renames', '--name-only', commit, pinned)
    .split('\0')
    .filter(Boolean);
  const other = changed.filter((file) => !rendered.has(file));
  if (other.length > 0) throw new Error(`the pinned commit differs in ${other.join(', ')} as well`);
  for (const [file, text] of rendered) {
    if (`${git(root, 'cat-file', 'blob', `${pinned}:${file}`)}\n` !== text)
      throw new Error(`${file} is not what is rendered`);
  }
}

/** The people and dates of a commit, as git takes them from its environment. */
function authorOf(root, commit) {
  const format = ['%an', '%ae', '%aI', '%cn', '%ce', '%cI'].join('%n');
  const values = git(root, 'show', '--no-patch', `--format=${format}`, commit).split('\n');
  const names = ['AUTHOR_NAME', 'AUTHOR_EMAIL', 'AUTHOR_DATE', 'COMMITTER_NAME', 'COMMITTER_EMAIL', 'COMMITTER_DATE'];
  return Object.fromEntries(names.map((name, index) => [`GIT_${name}`, values[index] ?? '']));
}
