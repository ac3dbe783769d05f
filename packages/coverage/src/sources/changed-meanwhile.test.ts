import { sha256 } from '@assay/evidence';
import { fakeWorld } from '@assay/host';
import { expect, it } from 'vitest';
import { changedMeanwhile } from './changed-meanwhile.js';
import type { Source } from './read-sources.js';

const gap = { what: 'w', why: 'y', remedy: 'r' };

/** A source as it was when it was read. */
const before = (path: string, content: string | undefined): Source => ({
  ...{ path, file: `/workspace/${path}`, manifest: '/workspace/Cargo.toml', reached: 'product', isShared: false, gap },
  ...(content === undefined ? {} : { sha256: sha256(content) }),
});

const changed = async (sources: Source[], now: Record<string, string>) =>
  (await changedMeanwhile(fakeWorld({ files: now }), sources)).map(({ at, why }) => [at?.path, why]);

it('tells of every source that is another now, or gone', async () => {
  const sources = [before('src/a.rs', 'a'), before('src/b.rs', 'b'), before('src/c.rs', 'c')];
  expect(await changed(sources, { 'src/a.rs': 'a', 'src/b.rs': 'b2' })).toEqual([
    ['src/b.rs', 'the file changed while the tests ran'],
    ['src/c.rs', 'the file changed while the tests ran'],
  ]);
});

it('tells nothing of what could not be read before: of that there is a gap', async () => {
  expect(await changed([before('src/a.rs', undefined)], { 'src/a.rs': 'a' })).toEqual([]);
});
