import { type Failure, failing, fakeWorld, type World } from '@assay/host';
import { expect, it } from 'vitest';
import { findSources, unlisted } from './walk.js';

const workspace = () =>
  fakeWorld({
    files: {
      'Cargo.toml': '',
      'src/a.rs': '',
      'src/b.rs': '',
      'src/lib.rs': '',
      'src/.hidden/c.rs': '',
      'target/CACHEDIR.TAG': '',
      'target/out/d.rs': '',
      'other/Cargo.toml': '',
      'other/src/lib.rs': '',
    },
  });
const find = (world: World) => findSources(world, ['/workspace/Cargo.toml']);

it('finds the sources of a package, and none of hidden folders, of other packages, and of what can be built again', async () => {
  const { files, unreadable } = await find(workspace());
  expect([...files.keys()]).toEqual(['/workspace/src/a.rs', '/workspace/src/b.rs', '/workspace/src/lib.rs']);
  expect(unreadable).toEqual([]);
});

it('knows what is built by its own folder in it, where nothing says that it can be built again', async () => {
  const { files } = await find(
    fakeWorld({ files: { 'Cargo.toml': '', 'src/lib.rs': '', 'target/debug/out/d.rs': '' } }),
  );
  expect([...files.keys()]).toEqual(['/workspace/src/lib.rs']);
});

it('says of a name that leads nowhere that it could not be looked into', async () => {
  const { unreadable } = await find(failing(workspace(), 'look at src', 'missing'));
  expect(unreadable).toEqual([{ path: '/workspace/src', why: 'it is listed in its folder, and leads nowhere' }]);
});

it.each<[look: string, failure: Failure, lacks: string]>([
  ['list src', 'truncated', '/workspace/src/lib.rs'],
  ['list src', 'empty', '/workspace/src/lib.rs'],
  ['list .', 'empty', '/workspace/src'],
])('%s, %s: knows that the listing lacks what a module leads to', async (look, failure, lacks) => {
  const { files, listings } = await find(failing(workspace(), look, failure));
  expect(files.has('/workspace/src/lib.rs')).toBe(false);
  expect(unlisted('/workspace/src/lib.rs', listings)).toBe(lacks);
});

it.each(['src/lib.rs', 'src/.hidden/c.rs', 'target/out/d.rs', 'other/src/lib.rs', '../elsewhere/e.rs'])(
  'misses nothing in the listings: %s',
  async (file) => {
    const { listings } = await find(workspace());
    expect(unlisted(`/workspace/${file}`, listings)).toBeUndefined();
  },
);
