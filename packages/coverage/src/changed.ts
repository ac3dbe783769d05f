import type { Gap } from '@assay/evidence';
import { runGit, type World } from '@assay/host';
import type { Changed } from './facts.js';
import { readDiff } from './read-diff.js';

const diffOptions = [
  // By the status: one that says that there is a difference, and prints none, is not “no change”.
  '--exit-code',
  '--unified=0',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--no-renames',
  '--relative',
  '--src-prefix=a/',
  '--dst-prefix=b/',
];

/**
 * The lines that are new or changed since the workspace's own line left the base: `git diff` against their merge base.
 * Files that git does not know yet are not among them. Throws UserError when git refuses the repository, and
 * WorldError.
 */
export async function changedSince(world: World, base: string): Promise<{ changed: Changed } | { gap: Gap }> {
  const known = await runGit(world, ['merge-base', '--end-of-options', base, 'HEAD']);
  if (known === undefined)
    return { gap: changeGap('git is not on the PATH', 'install git, or take base out of [coverage]') };
  const commit = known.status === 0 ? known.stdout.trim() : '';
  if (!/^[0-9a-f]{40,64}$/.test(commit)) return { gap: unknownBase(base) };
  const diff = await runGit(world, ['-c', 'core.quotePath=false', 'diff', ...diffOptions, commit, '--', '*.rs']);
  const isAnswer = diff?.status === (diff?.stdout === '' ? 0 : 1);
  if (diff === undefined || !isAnswer) return { gap: unreadableChange(commit, diff?.stderr ?? '') };
  return { changed: { base: commit, files: readDiff(diff.stdout) } };
}

function unknownBase(base: string): Gap {
  return changeGap(
    `git finds no commit that ${base} and this one have in common`,
    'fetch the base with its history (actions/checkout: fetch-depth: 0), or name another with base in [coverage]',
  );
}

function unreadableChange(commit: string, stderr: string): Gap {
  const [said = ''] = stderr.trim().split('\n');
  return changeGap(
    `git diff against ${commit} gave no difference that can be read${said === '' ? '' : `: ${said}`}`,
    `run git diff ${commit} and repair what it says`,
  );
}

function changeGap(why: string, remedy: string): Gap {
  return { what: 'which code has changed', why, remedy };
}
