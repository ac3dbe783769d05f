import { fakeWorld, type ToolResult } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { findCommit } from './commit.js';

const leftBehind = ['target', 'evidence', 'gears/gears.info', 'gears/index.html'];

/**
 * Is the working tree the commit, where git names these as untracked, and these as standing in the folder `gears`? The workspace is the
 * folder `ws` of the repository.
 */
async function isCommit(untracked: readonly string[], inGears: readonly string[] | 'refused' = []): Promise<boolean> {
  const answer = (lines: readonly string[]): ToolResult => ({ status: 0, stdout: lines.join('\0'), stderr: '' });
  const git = (args: readonly string[]): ToolResult => {
    const words = args.join(' ');
    if (words.includes('rev-parse')) return answer(['/repository\nws/\n']);
    if (words.includes('log')) return answer([`${'a'.repeat(40)} 1700000000\n`]);
    if (words.includes('status')) return answer(untracked.map((file) => `?? ${file}`));
    if (!words.includes('--others')) return answer(['H 100644 0123 0\tws/Cargo.toml']);
    expect(words).toContain(':(top,literal)ws/gears/');
    return inGears === 'refused' ? { status: 128, stdout: '', stderr: 'fatal' } : answer(inGears);
  };
  const world = fakeWorld({ root: '/repository/ws', files: { 'Cargo.toml': '' }, tools: (_, args) => git(args) });
  return (await findCommit(world, leftBehind))?.isWorkingTree ?? false;
}

describe('the working tree is the commit', () => {
  it('when nothing is there that git does not track', async () => {
    expect(await isCommit([])).toBe(true);
  });

  it('when only results are: folders, files, and files in a folder of which git names nothing more', async () => {
    expect(await isCommit(['ws/target/', 'ws/evidence/', 'ws/gears/gears.info'])).toBe(true);
    expect(await isCommit(['ws/gears/'], ['ws/gears/gears.info', 'ws/gears/index.html'])).toBe(true);
  });
});

describe('the working tree is not the commit', () => {
  it.each([
    ['beside results', ['ws/gears/'], ['ws/gears/gears.info', 'ws/gears/lib.rs']],
    ['below a name of a result', ['ws/gears/'], ['ws/gears/gears.infos']],
    ['in a repository of its own', ['ws/gears/'], ['ws/gears/gears.info', 'ws/gears/nested/']],
    ['elsewhere', ['ws/gears/', 'ws/src/new.rs'], ['ws/gears/gears.info']],
    ['that git does not name after all', ['ws/gears/'], []],
    ['in a folder that begins alike', ['ws/gear/'], []],
    ['outside of the workspace', ['gears/'], []],
  ])('when a source is there %s', async (_, untracked, inGears) => {
    expect(await isCommit(untracked, inGears)).toBe(false);
  });

  it('when git does not say what a folder holds', async () => {
    expect(await isCommit(['ws/gears/'], 'refused')).toBe(false);
  });
});
