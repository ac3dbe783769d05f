import { UserError } from '@assay/evidence';
import { fakeWorld, isWorldError, realHost, type World, WorldError } from '@assay/host';
import { describe, expect, it, vi } from 'vitest';
import { openIndexes, type RegistryIndex, type VersionList } from './index-cache.js';
import { lockFrom } from './test-cargo.js';
import { cacheFile, cacheFiles, dependency, published } from './test-index.js';

const FOLDER = 'index.crates.io-0123';
const world = (files: Record<string, string | Uint8Array>) =>
  fakeWorld({ files, environment: { CARGO_HOME: '/cargo' } });

async function openOne(from: World): Promise<RegistryIndex> {
  const [index] = await openIndexes(from);
  if (index === undefined) throw new Error('no index');
  return index;
}

async function listed(name: string, files: Record<string, string | Uint8Array>): Promise<VersionList> {
  return (await openOne(world(files))).versionsOf(name);
}

const versionsIn = (list: VersionList) =>
  list.state === 'known' ? list.versions.map(({ version }) => version.raw) : list;

describe('openIndexes', () => {
  it('finds the folders that hold a cache', async () => {
    const files = { ...cacheFiles('b-2', [published('x', '1.0.0')]), ...cacheFiles('a-1', [published('y', '1.0.0')]) };
    const indexes = await openIndexes(world({ ...files, '/cargo/registry/index/other/config.json': '{}' }));
    expect(indexes.map(({ folder }) => folder)).toEqual(['a-1', 'b-2']);
  });

  it('finds none where Cargo never asked a registry', async () => {
    expect(await openIndexes(world({}))).toEqual([]);
  });

  it('throws where Cargo’s home is not known, or its folders cannot be listed', async () => {
    await expect(openIndexes(fakeWorld())).rejects.toThrow(UserError);
    await expect(openIndexes(world({ '/cargo/registry/index': 'a file' }))).rejects.toThrow(WorldError);
  });
});

describe('versionsOf', () => {
  it.each(['a', 'ab', 'abc', 'abcd', 'Inflector', 'x_y-Z9'])('finds %s', async (name) => {
    expect(versionsIn(await listed(name, cacheFiles(FOLDER, [published(name, '1.0.0')])))).toEqual(['1.0.0']);
  });

  it('lists versions newest first, and of two entries for one version takes the later', async () => {
    const versions = ['0.9.0', '0.10.0', '1.0.0-rc.1', '1.0.0', '0.9.0'].map((vers, at) =>
      published('x', vers, { yanked: at === 4 }),
    );
    const list = await listed('x', cacheFiles(FOLDER, versions));
    expect(versionsIn(list)).toEqual(['1.0.0', '1.0.0-rc.1', '0.10.0', '0.9.0']);
    const last = list.state === 'known' ? list.versions.at(-1)?.read() : undefined;
    expect(last).toMatchObject({ state: 'known', details: { version: '0.9.0', yanked: true } });
  });

  it('says that nothing is kept about a package', async () => {
    expect(await listed('y', cacheFiles(FOLDER, [published('x', '1.0.0')]))).toEqual({ state: 'absent' });
  });

  it.each(['', '..', '../x', 'a/b', 'a\\b', 'a.b', 'ab\0', 'é', '.cache', 'a'.repeat(201)])(
    'looks for no file of what is no name: %j',
    async (name) => {
      const index = await openOne(world(cacheFiles(FOLDER, [published('x', '1.0.0')])));
      expect(await index.versionsOf(name)).toMatchObject({ state: 'unreadable', why: expect.stringContaining('name') });
    },
  );

  const entry = ['1.0.0', JSON.stringify(published('x', '1.0.0'))];
  const whole = cacheFile(['Unknown', ...entry]);

  it.each([
    ['an empty file', new Uint8Array(), 'cut short'],
    ['a head alone', whole.subarray(0, 5), 'cut short'],
    ['no version', cacheFile(['Unknown']), 'no version'],
    ['another form', cacheFile(['Unknown', ...entry], [4, 2, 0, 0, 0]), 'form 4'],
    ['another form of the index', cacheFile(['Unknown', ...entry], [3, 2, 1, 0, 0]), 'index has form 258'],
    ['a version without its entry', cacheFile(['Unknown', ...entry, '1.0.1']), 'cut short'],
    ['what is no version', cacheFile(['Unknown', ...entry, '1.0', '{}']), 'entry 2'],
  ])('does not take %s for a package without versions', async (_, content, why) => {
    const list = await listed('x', { [`/cargo/registry/index/${FOLDER}/.cache/1/x`]: content });
    expect(list).toMatchObject({ state: 'unreadable', why: expect.stringContaining(why) });
  });

  it('refuses a file that is cut short, wherever it is cut', async () => {
    for (let length = 0; length < whole.length; length += 1) {
      const list = await listed('x', { [`/cargo/registry/index/${FOLDER}/.cache/1/x`]: whole.subarray(0, length) });
      expect(list.state, `${length} bytes`).toBe('unreadable');
    }
  });

  it('says why a file cannot be read, and does not take an interruption for that', async () => {
    const files = cacheFiles(FOLDER, [published('x', '1.0.0')]);
    const failing = (kind: 'unreadable' | 'interrupted') => {
      const read = () => Promise.reject(new WorldError(kind, 'x', `made to fail (${kind})`));
      return { ...world(files), files: { ...world(files).files, read } };
    };
    const unreadable = await openOne(failing('unreadable'));
    expect(await unreadable.versionsOf('x')).toEqual({ state: 'unreadable', why: 'made to fail (unreadable)' });
    const interrupted = (await openOne(failing('interrupted'))).versionsOf('x');
    await expect(interrupted).rejects.toSatisfy((error) => isWorldError(error, 'interrupted'));
  });

  it('reads a file once', async () => {
    const from = world(cacheFiles(FOLDER, [published('x', '1.0.0')]));
    const read = vi.fn(from.files.read);
    const index = await openOne({ ...from, files: { ...from.files, read } });
    const lists = await Promise.all([index.versionsOf('x'), index.versionsOf('x')]);
    expect(lists[0]).toBe(lists[1]);
    expect(read).toHaveBeenCalledOnce();
  });
});

describe('a cache that the real cargo wrote', () => {
  it('is read', { timeout: 30_000 }, async () => {
    const serde = published('serde', '1.0.0', {
      features: { std: [] },
      features2: { alloc: ['dep:core'] },
      v: 2,
      rust_version: '1.56',
      pubtime: '2026-01-02T03:04:05Z',
      deps: [dependency('core', '^1', { package: 'core-alloc', optional: true, target: 'cfg(unix)' })],
    });
    const versions = [serde, published('serde', '1.0.1', { yanked: true }), published('core-alloc', '1.2.3')];
    const cargo = lockFrom(versions, { serde: '1' });
    try {
      vi.stubEnv('CARGO_HOME', `${cargo.root}/home`);
      const host = realHost({ signal: new AbortController().signal, progress: () => undefined });
      const index = await openOne(host.world(cargo.root));
      const list = await index.versionsOf('serde');
      expect(versionsIn(list)).toEqual(['1.0.1', '1.0.0']);
      const entries = list.state === 'known' ? list.versions.map(({ read }) => read()) : [];
      expect(entries).toMatchObject([
        { details: { yanked: true } },
        {
          details: {
            ...{ checksum: serde.cksum, rustVersion: '1.56', published: '2026-01-02T03:04:05Z' },
            features: { std: [], alloc: ['dep:core'] },
            dependencies: [
              { name: 'core', package: 'core-alloc', requirement: '^1', target: 'cfg(unix)', optional: true },
            ],
          },
        },
      ]);
      expect(cargo.lock).toContain(`checksum = "${serde.cksum}"`);
      expect(await index.versionsOf('other')).toEqual({ state: 'absent' });
    } finally {
      vi.unstubAllEnvs();
      cargo.remove();
    }
  });
});
