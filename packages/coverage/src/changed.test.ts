import { fakeWorld, type ToolResult } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { changedSince } from './changed.js';

const commit = 'c0ffee'.padEnd(40, '0');
const diff = '--- a/a.rs\n+++ b/a.rs\n@@ -1 +1 @@\n-x\n+y\n';
const said = (stdout: string, status = 0, stderr = ''): ToolResult => ({ status, stdout, stderr });

/** What git answers to `merge-base` and to `diff`. */
const since = (base: ToolResult, difference: ToolResult = said(diff, 1)) =>
  changedSince(fakeWorld({ tools: (_, args) => (args.includes('merge-base') ? base : difference) }), 'main');

describe('what has changed since a base', () => {
  it('is told from the commit at which both parted', async () => {
    expect(await since(said(`${commit}\n`))).toEqual({
      changed: { base: commit, files: [{ path: 'a.rs', lines: [[1, 1]] }] },
    });
  });

  it('is nothing where git finds no difference', async () => {
    expect(await since(said(`${commit}\n`), said(''))).toEqual({ changed: { base: commit, files: [] } });
  });

  it.each([
    ['there is no such commit', said('', 128, 'fatal: Not a valid object name main')],
    ['both have no commit in common', said('', 1)],
    ['git says nothing', said('')],
    ['git says something else', said('--output=x\n')],
  ])('is a gap with the way out where %s', async (_, base) => {
    expect(await since(base)).toEqual({
      gap: {
        what: 'which code has changed',
        why: 'git finds no commit that main and this one have in common',
        remedy: expect.stringContaining('fetch-depth: 0'),
      },
    });
  });

  it.each([
    ['fails', said('', 128, 'fatal: bad object\nmore'), ': fatal: bad object'],
    ['says that there is a difference, and none', said('', 1), ''],
    ['prints a difference, and says that there is none', said(diff), ''],
  ])('is a gap where git diff %s', async (_, difference, words) => {
    expect(await since(said(commit), difference)).toEqual({
      gap: {
        what: 'which code has changed',
        why: `git diff against ${commit} gave no difference that can be read${words}`,
        remedy: `run git diff ${commit} and repair what it says`,
      },
    });
  });

  it('is a gap where there is no git', async () => {
    expect(await changedSince(fakeWorld(), 'main')).toEqual({
      gap: expect.objectContaining({ why: 'git is not on the PATH' }),
    });
  });

  it('asks git in a way that no name of a base can be an option', async () => {
    const asked: string[][] = [];
    const tools = (_: string, args: readonly string[]) => {
      asked.push([...args]);
      return said('');
    };
    await changedSince(fakeWorld({ tools }), '--output=x');
    expect(asked[0]?.slice(-3)).toEqual(['--end-of-options', '--output=x', 'HEAD']);
    expect(asked).toHaveLength(1);
  });
});
