import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fakeWorld, realHost } from '@assay/host';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readCargoConfig } from './config.js';
import { findRepository } from './repository.js';

describe('findRepository', () => {
  it.each([
    [['.git/HEAD'], 'ws/a', true],
    [['.git/HEAD'], 'a', false],
    [[], 'ws/a', true],
    [[], 'a', false],
    [['/home/me/work/.git'], 'a', true],
    [['/home/me/work/.git', '.git'], 'a', false],
    // The user's home under version control holds settings of the user.
    [['/home/me/.git/HEAD'], 'a', false],
  ])('with %j holds work/%s: %s', async (marks, name, expected) => {
    const file = path.posix.join('/home/me/work', name);
    const files = Object.fromEntries([...marks, file].map((each) => [each, '']));
    const world = fakeWorld({ root: '/home/me/work/ws', files, environment: { HOME: '/home/me' } });
    expect(await (await findRepository(world)).holds(file)).toBe(expected);
  });

  it('takes a .cargo that leads out of the repository for outside', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'assay-repository-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const name of ['ws', 'elsewhere', 'ws/member/.cargo']) mkdirSync(path.join(folder, name), { recursive: true });
    for (const name of ['elsewhere', 'ws/member/.cargo']) writeFileSync(path.join(folder, name, 'config.toml'), '');
    symlinkSync(path.join(folder, 'elsewhere'), path.join(folder, 'ws/.cargo'));
    writeFileSync(path.join(folder, 'ws/.git'), 'gitdir: elsewhere');
    const host = realHost({ signal: new AbortController().signal, progress: () => undefined });
    const world = host.world(path.join(folder, 'ws/member'));
    const files = await readCargoConfig(world, { ...world.anchors, cargoHome: path.join(folder, 'none') });
    expect(files.map(({ inRepository }) => inRepository)).toEqual([true, false]);
  });
});
