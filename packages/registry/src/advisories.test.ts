import { UserError } from '@assay/evidence';
import { fakeWorld, isWorldError, WorldError } from '@assay/host';
import { describe, expect, it, vi } from 'vitest';
import { openAdvisories } from './advisories.js';

function file(id: string, { name = 'time', patched = '', more = '' } = {}): Record<string, string> {
  const front = `[advisory]\nid = "${id}"\npackage = "${name}"\ndate = "2026-01-02"\n${more}\n[versions]\npatched = [${patched}]`;
  return { [`/db/crates/${name}/${id}.md`]: `\`\`\`toml\n${front}\n\`\`\`\n\n# About ${id}\n` };
}

const whole = {
  ...file('RUSTSEC-2026-0001', { patched: '">= 0.3.0"' }),
  ...file('RUSTSEC-2026-0002', { more: 'informational = "unmaintained"' }),
  ...file('RUSTSEC-2026-0003', { more: 'withdrawn = "2026-02-03"' }),
  ...file('RUSTSEC-2026-0004', { name: 'other' }),
};

const open = (files: Record<string, string | Uint8Array>) => openAdvisories(fakeWorld({ files }), '/db');

describe('openAdvisories', () => {
  it('gives the advisories that speak of a version', async () => {
    const db = await open(whole);
    const first = {
      id: 'RUSTSEC-2026-0001',
      title: 'About RUSTSEC-2026-0001',
      date: '2026-01-02',
      informational: undefined,
    };
    expect(await db.advisoriesOf('time', '0.2.9')).toEqual([
      first,
      { ...first, id: 'RUSTSEC-2026-0002', title: 'About RUSTSEC-2026-0002', informational: 'unmaintained' },
    ]);
    expect((await db.advisoriesOf('time', '0.3.0')).map(({ id }) => id)).toEqual(['RUSTSEC-2026-0002']);
  });

  it.each(['serde', '..', '../crates/time', '', 'TIME'])('knows of none about %j', async (name) => {
    expect(await (await open(whole)).advisoriesOf(name, '1.0.0')).toEqual([]);
  });

  it.each([
    ['is not there', { '/elsewhere/x': '' }],
    ['has another form', { '/db/advisories/time.toml': '' }],
    ['has a file in its place', { '/db/crates': '' }],
  ])('refuses a folder that %s', async (_, files) => {
    await expect(open(files)).rejects.toThrow(UserError);
  });

  it('reads only what is asked for, and once', async () => {
    const world = fakeWorld({ files: { ...whole, '/db/crates/broken/RUSTSEC-2026-0005.md': 'no advisory' } });
    const readText = vi.fn(world.files.readText);
    const db = await openAdvisories({ ...world, files: { ...world.files, readText } }, '/db');
    await Promise.all([db.advisoriesOf('time', '0.2.9'), db.advisoriesOf('time', '0.3.0')]);
    expect(readText).toHaveBeenCalledTimes(3);
    await expect(db.advisoriesOf('broken', '1.0.0')).rejects.toThrow(UserError);
  });

  it.each([
    ['another form of name', { '/db/crates/time/RUSTSEC-2019-0001.toml': '' }],
    ['no advisory but a hidden file', { '/db/crates/empty/.keep': '' }],
  ])('does not pass over a folder with %s', async (_, files) => {
    const db = await open({ ...whole, ...files });
    const name = '/db/crates/empty/.keep' in files ? 'empty' : 'time';
    await expect(db.advisoriesOf(name, '0.3.0')).rejects.toThrow(UserError);
  });

  it.each([
    ['is not text', new Uint8Array([0xff]), 'unreadable'],
    ['is too large', ' '.repeat(1024 * 1024 + 1), 'too-large'],
  ] as const)('throws for an advisory that %s', async (_, content, kind) => {
    const db = await open({ ...whole, '/db/crates/time/RUSTSEC-2026-0001.md': content });
    await expect(db.advisoriesOf('time', '0.3.0')).rejects.toSatisfy((error) => isWorldError(error, kind));
  });

  it('throws when a folder cannot be listed', async () => {
    const world = fakeWorld({ files: whole });
    const list = (folder: string) =>
      folder.endsWith('time') ? Promise.reject(new WorldError('unreadable', folder, '')) : world.files.list(folder);
    const db = await openAdvisories({ ...world, files: { ...world.files, list } }, '/db');
    await expect(db.advisoriesOf('time', '0.3.0')).rejects.toThrow(WorldError);
  });
});
