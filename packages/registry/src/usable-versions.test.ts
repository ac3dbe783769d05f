import { fakeWorld } from '@assay/host';
import { expect, it } from 'vitest';
import { openIndexes } from './index-cache.js';
import { cacheFiles, published } from './test-index.js';
import { readUsable } from './usable-versions.js';

it('keeps account of every version that cannot be used', async () => {
  const versions = [
    published('x', '1.0.0'),
    published('x', '1.1.0', { v: 3 }),
    published('x', '1.2.0', { deps: null }),
    published('x', '1.3.0', { yanked: true }),
  ];
  const world = fakeWorld({ files: cacheFiles('one', versions), environment: { CARGO_HOME: '/cargo' } });
  const list = await (await openIndexes(world))[0]?.versionsOf('x');
  const usable = readUsable(list?.state === 'known' ? list.versions : []);
  expect(usable.versions.map(({ version }) => version)).toEqual(['1.3.0', '1.0.0']);
  expect(usable).toMatchObject({
    newerForm: 1,
    unreadable: [{ version: '1.2.0', why: expect.stringContaining('deps is no list') }],
  });
});
