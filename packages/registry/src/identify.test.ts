import { fakeWorld } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { identifyIndex } from './identify.js';
import { openIndexes } from './index-cache.js';
import { cacheFiles, checksum, published } from './test-index.js';

const locked = ['a', 'b', 'c'].map((name) => ({ name, version: '1.0.0', checksum: checksum(`${name} 1.0.0`) }));
const [a, b, c] = locked.map(({ name }) => published(name, '1.0.0'));
const other = published('b', '1.0.0', { cksum: checksum('other') });

type Versions = Parameters<typeof cacheFiles>[1];

async function identify(folders: Record<string, (Versions[number] | undefined)[]>, of = locked) {
  const files = Object.entries(folders).map(([folder, versions]) =>
    cacheFiles(
      folder,
      versions.filter((version) => version !== undefined),
    ),
  );
  const world = fakeWorld({ files: Object.assign({}, ...files), environment: { CARGO_HOME: '/cargo' } });
  const found = await identifyIndex(await openIndexes(world), of);
  return 'index' in found ? { ...found, index: found.index.folder } : found;
}

describe('identifyIndex', () => {
  it('goes by checksums, not by names', async () => {
    const folders = { 'index.crates.io-1949': [a, other], 'mirror.example-77': [a, b, c] };
    expect(await identify(folders)).toEqual({ state: 'identified', index: 'mirror.example-77' });
  });

  it('needs one checksum only, because Cargo keeps what it was asked for', async () => {
    expect(await identify({ one: [c], two: [published('unrelated', '1.0.0')] })).toMatchObject({ index: 'one' });
  });

  it('does not go on where one checksum is another', async () => {
    const found = await identify({ one: [a, other, c] });
    expect(found).toMatchObject({
      state: 'none',
      why: expect.stringMatching(/one has another checksum .*: b 1\.0\.0/),
    });
  });

  it('names all that agree, the one that knows most first', async () => {
    const found = await identify({ one: [a], two: [a, b], three: [other] });
    expect(found).toMatchObject({ state: 'several', why: expect.stringContaining('two, one') });
    expect('indexes' in found && found.indexes.map(({ folder }) => folder)).toEqual(['two', 'one']);
  });

  it.each([
    ['there is no index', {}, locked, 'keeps no registry index'],
    ['none knows the packages', { one: [published('z', '1.0.0')] }, locked, 'knows none'],
    ['none knows the versions', { one: [published('a', '1.0.1')] }, locked, 'knows none'],
    ['the entry cannot be read', { one: [published('a', '1.0.0', { deps: 1 })] }, locked, 'knows none'],
    ['nothing is locked', { one: [a] }, [], 'knows none'],
    ['a name is no name', { one: [a] }, [{ name: '../a', version: '1.0.0', checksum: '' }], 'knows none'],
  ])('says that there is none when %s', async (_, folders, of, why) => {
    expect(await identify(folders, of)).toMatchObject({ state: 'none', why: expect.stringContaining(why) });
  });

  it('compares all of many', async () => {
    const many = Array.from({ length: 200 }, (_, n) => published(`package-${n}`, '1.0.0'));
    const last = { name: 'package-199', version: '1.0.0', checksum: checksum('other') };
    const of = many.map(({ name, vers, cksum }) => ({ name, version: vers, checksum: cksum }));
    expect(await identify({ one: many }, of)).toMatchObject({ state: 'identified' });
    expect(await identify({ one: many }, [...of, last])).toMatchObject({ state: 'none' });
  });
});
