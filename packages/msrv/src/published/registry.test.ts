import { fakeWorld } from '@assay/host';
import { parseCargoLock } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import { openPublished } from './registry.js';

/** A file of Cargo's index cache below its home. */
function cached(index: string, name: string, versions: readonly object[]): [string, Uint8Array] {
  const texts = versions.flatMap((each) => [(each as { vers: string }).vers, JSON.stringify(each)]);
  const content = Buffer.concat([
    Buffer.from([3, 2, 0, 0, 0]),
    ...['etag', ...texts].map((text) => Buffer.from(`${text}\0`)),
  ]);
  return [`/cargo/registry/index/${index}/.cache/${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`, content];
}

const entry = (name: string, vers: string, digit: string) => {
  return { name, vers, deps: [], cksum: digit.repeat(64), features: {}, yanked: false };
};

const source = 'registry+https://github.com/rust-lang/crates.io-index';
const nothingLocked = 'version = 4\n\n[[package]]\nname = "dose"\nversion = "1.5.0"\n';
const timeLocked = `${nothingLocked}\n[[package]]\nname = "time"\nversion = "0.3.41"\nsource = "${source}"\nchecksum = "${'a'.repeat(64)}"\n`;

const files = Object.fromEntries([
  cached('public', 'time', [entry('time', '0.3.41', 'a')]),
  cached('public', 'dose', [entry('dose', '1.4.0', 'b')]),
  cached('private', 'dose', [entry('dose', '7.0.0', 'c')]),
  cached('private', 'flow', [entry('flow', '1.0.0', 'd')]),
]);

async function find(lock: string, member: { name: string; registries: string[] | null }, given = files) {
  const world = fakeWorld({ files: given, environment: { CARGO_HOME: '/cargo' } });
  const found = await (await openPublished(world, parseCargoLock(lock, 'Cargo.lock')))(member);
  return 'why' in found ? found : { by: found.by, versions: found.versions.map(({ version }) => version.raw) };
}

describe('openPublished', () => {
  it('tells crates.io by what is locked from it, and another registry by not being crates.io', async () => {
    const [anywhere, ours] = [null, ['ours']];
    expect(await find(timeLocked, { name: 'dose', registries: anywhere })).toEqual({
      by: 'checksums',
      versions: ['1.4.0'],
    });
    expect(await find(timeLocked, { name: 'dose', registries: ours })).toEqual({ by: 'name', versions: ['7.0.0'] });
  });

  it('goes by the name where nothing is locked, and only where one index has it', async () => {
    expect(await find(nothingLocked, { name: 'flow', registries: null })).toEqual({ by: 'name', versions: ['1.0.0'] });
    expect(await find(nothingLocked, { name: 'dose', registries: null })).toEqual({
      why: expect.stringContaining('more than one registry'),
      absent: false,
    });
  });

  it('does not take what cannot be read for what is not there', async () => {
    const [file] = cached('public', 'flow', []);
    const cut = { ...files, [file]: new Uint8Array([3, 2]) };
    expect(await find(timeLocked, { name: 'flow', registries: null })).toMatchObject({ absent: true });
    expect(await find(timeLocked, { name: 'flow', registries: null }, cut)).toMatchObject({ absent: false });
  });
});
