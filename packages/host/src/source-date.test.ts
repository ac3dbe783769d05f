import { describe, expect, it } from 'vitest';
import { fakeWorld } from './fake.js';
import { sourceDate } from './source-date.js';
import type { ToolResult } from './world.js';

const git = (status: number, stdout: string) => (): ToolResult => ({ status, stdout, stderr: '' });

describe('the date that a file made from the sources states', () => {
  it.each([
    [
      'SOURCE_DATE_EPOCH, where it is set',
      { environment: { SOURCE_DATE_EPOCH: '100' }, tools: git(0, '200\n') },
      100_000,
    ],
    ['that of the commit', { tools: git(0, '200\n') }, 200_000],
    ['0 without git', {}, 0],
    ['0 without a commit', { tools: git(128, '') }, 0],
    ['0 where git says something else', { tools: git(0, 'soon\n') }, 0],
  ])('is %s', async (_, world, expected) => {
    expect(await sourceDate(fakeWorld({ now: 300_000, ...world }))).toBe(expected);
  });
});
