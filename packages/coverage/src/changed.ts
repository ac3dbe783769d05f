import type { Gap } from '@assay/evidence';
import { runGit, type World } from '@assay/host';
import type { Changed } from './facts.js';

/**
 * The lines that are new or changed since the workspace's own line left the base: `git diff` against their merge base. Throws UserError when git
 * refuses the repository, and WorldError.
 */
export async function changedSince(world: World, base: string): Promise<{ changed: Changed } | { gap: Gap }> {
  const known = await runGit(world, ['merge-base', '--end-of-options', base, 'HEAD']);
  const commit = known?.status === 0 ? known.stdout.trim() : '';
  if (!/^[0-9a-f]{40,64}$/.test(commit)) return { gap: unknownBase(base) };
  const diff = await runGit(world, [
    ...[
      '-c',
      'core.quotePath=false',
      'diff',
      '--exit-code',
      '--unified=0',
      '--no-color',
      '--no-ext-diff',
      '--no-textconv',
      '--no-renames',
    ],
    ...['--relative', '--dst-prefix=b/', '--src-prefix=a/', commit, '--', '*.rs'],
  ]);
  // By --exit-code the status says whether there is a difference: one that is not printed is not “no change”.
  const isAnswer = diff?.status === (diff?.stdout === '' ? 0 : 1);
  if (diff === undefined || !isAnswer) return { gap: unknownBase(base) };
  return { changed: { base: commit, files: readDiff(diff.stdout) } };
}

/** The new lines of each file in a diff without context. Names with control characters or quotes, which git writes in C's form, are read back. */
export function readDiff(text: string): Changed['files'] {
  const files: Changed['files'] = [];
  let inHunk = 0;
  for (const line of text.split('\n')) {
    // What a hunk holds may look like a header.
    if (inHunk > 0 && /^[-+\\]/.test(line)) {
      if (!line.startsWith('\\')) inHunk -= 1;
      continue;
    }
    const name = /^\+\+\+ (.+?)\t?$/.exec(line)?.[1];
    if (name !== undefined) {
      files.push({ path: unquoted(name).replace(/^b\//, ''), lines: [] });
      continue;
    }
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk === null) continue;
    const [removed, from, added] = [Number(hunk[1] ?? 1), Number(hunk[2]), Number(hunk[3] ?? 1)];
    inHunk = removed + added;
    if (added > 0) files.at(-1)?.lines.push([from, from + added - 1]);
  }
  return files.filter(({ path, lines }) => path !== '/dev/null' && lines.length > 0);
}

/** `"a\\303\\244.rs"`: octal bytes, and C's letters. */
function unquoted(name: string): string {
  const quoted = /^"(.*)"$/.exec(name)?.[1];
  if (quoted === undefined) return name;
  const bytes: number[] = [];
  for (const [part, octal, letter] of quoted.matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/gu)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else if (letter !== undefined) bytes.push(...Buffer.from({ n: '\n', t: '\t', r: '\r' }[letter] ?? letter));
    else bytes.push(...Buffer.from(part));
  }
  return Buffer.from(bytes).toString('utf8');
}

function unknownBase(base: string): Gap {
  return {
    what: 'which code has changed',
    why: `git finds no commit that ${base} and this one have in common`,
    remedy:
      'fetch the base with its history (actions/checkout: fetch-depth: 0), or name another with base in [coverage]',
  };
}
