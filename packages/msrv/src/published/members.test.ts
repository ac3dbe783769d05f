import { fakeWorld } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { readPublishable, siblingsOf } from './members.js';

function listed(name: string, change: object = {}) {
  return {
    ...{
      id: `path+file:///workspace/${name}#1.0.0`,
      name,
      version: '1.0.0',
      manifest_path: `/workspace/${name}/Cargo.toml`,
    },
    ...{ rust_version: '1.63', publish: null, features: {}, dependencies: [] },
    ...change,
  };
}

function read(...packages: object[]) {
  const stdout = JSON.stringify({ packages });
  return readPublishable(fakeWorld({ tools: () => ({ status: 0, stdout, stderr: '' }) }));
}

describe('readPublishable', () => {
  it('leaves out what says that it is not published', async () => {
    const outcome = await read(
      listed('c', { publish: [] }),
      listed('b', { publish: ['ours'] }),
      listed('a', { rust_version: null }),
    );
    if ('failure' in outcome) throw new Error(outcome.failure.message);
    expect(outcome.leftOut).toEqual(['c']);
    expect(outcome.members.map(({ name, registries, rustVersion }) => ({ name, registries, rustVersion }))).toEqual([
      { name: 'a', registries: null, rustVersion: null },
      { name: 'b', registries: ['ours'], rustVersion: '1.63' },
    ]);
  });

  it('knows the members that a member depends on, by way of others too, and where each is published', async () => {
    const outcome = await read(
      listed('a'),
      listed('b', { dependencies: [{ path: '/workspace/a', registry: 'https://example.com/index' }, { path: null }] }),
      listed('c', { dependencies: [{ path: '/workspace/b' }, { path: '/elsewhere/a' }] }),
    );
    if ('failure' in outcome) throw new Error(outcome.failure.message);
    const [a, , c] = outcome.members;
    if (a === undefined || c === undefined) throw new Error('there are three members');
    expect(siblingsOf(a, outcome.members)).toEqual([]);
    expect(siblingsOf(c, outcome.members)).toEqual([
      { name: 'a', version: '1.0.0', registry: 'https://example.com/index' },
      { name: 'b', version: '1.0.0', registry: undefined },
    ]);
  });
});
