import { UserError } from '@assay/evidence';
import { fakeWorld } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { findPin, pinKind } from './pin.js';

const anchors = { root: '/home/me/work/ws', home: '/home/me', cargoHome: undefined, rustupHome: '/home/me/.rustup' };

function find(files: Record<string, string>) {
  const world = fakeWorld({ root: anchors.root, files, environment: { HOME: anchors.home } });
  return findPin(world, world.anchors);
}

describe('findPin', () => {
  it('takes the nearest folder, from the workspace root upwards', async () => {
    const nearest = await find({
      'rust-toolchain.toml': '[toolchain]\nchannel = "1.95.0"\ntargets = ["thumbv7em-none-eabihf"]\n',
      '/home/me/rust-toolchain': '1.80.0',
    });
    expect(nearest.pin).toEqual({
      at: { path: 'rust-toolchain.toml', line: 2, column: 1 },
      channel: '1.95.0',
      kind: 'release',
      release: '1.95.0',
      profile: null,
      components: [],
      targets: ['thumbv7em-none-eabihf'],
      inRepository: true,
    });
    expect(nearest.shadowed).toBeUndefined();
    const above = await find({ '/home/me/rust-toolchain.toml': '[toolchain]\nchannel = "1.80.0"\n' });
    expect(above.pin?.at).toEqual({ path: '../../rust-toolchain.toml', line: 2, column: 1 });
  });

  it.each([
    ['/home/me/work/.git', true],
    ['/home/me/work/.git/HEAD', true],
    ['.git', false],
    ['Cargo.toml', false],
  ])('with %s: a pin in the folder above is the repository’s: %s', async (file, expected) => {
    const { pin } = await find({ '/home/me/work/rust-toolchain': '1.95.0', [file]: '' });
    expect(pin?.inRepository).toBe(expected);
  });

  it('lets the file without extension win, and reports the other', async () => {
    const { pin, shadowed } = await find({
      'rust-toolchain': '\n1.90.0\n',
      'rust-toolchain.toml': '[toolchain]\nchannel = "1.95.0"\n',
    });
    expect(pin).toMatchObject({ release: '1.90.0', at: { path: 'rust-toolchain', line: 2 } });
    expect(shadowed).toMatchObject({ release: '1.95.0' });
  });

  it('finds none', async () => {
    expect(await find({ 'Cargo.toml': '' })).toEqual({ pin: undefined, shadowed: undefined });
  });
});

describe('a toolchain file', () => {
  it('is TOML without an extension too', async () => {
    const { pin } = await find({ 'rust-toolchain': '[toolchain]\nchannel = "1.95.0"\n' });
    expect(pin?.release).toBe('1.95.0');
  });

  it('is shown without an absolute path', async () => {
    const { pin } = await find({ 'rust-toolchain.toml': '[toolchain]\npath = "/opt/vendor/rust"\n' });
    expect(pin).toMatchObject({ channel: '<outside>/rust', kind: 'path' });
  });

  it('may name no toolchain', async () => {
    const { pin } = await find({ 'rust-toolchain.toml': '[toolchain]\ncomponents = ["clippy"]\n' });
    expect(pin).toMatchObject({ channel: null, kind: 'none' });
  });

  it.each([
    ['', 'there is no [toolchain] table', undefined],
    ['1.95.0\n', 'this is not TOML', undefined],
    ['toolchain = 3\n', 'there is no [toolchain] table', undefined],
    ['[toolchain]\n\nchannel = 1.95\n', 'toolchain.channel is not a string', 3],
    ['[toolchain]\nchannel = "1.95.0"\ntargets = "x"\n', 'toolchain.targets is not a list of strings', 3],
    ['[toolchain]\nchannel = "1.95.0\n', 'this is not TOML', 2],
    ['[toolchain]\nchannel = "1.95.0"\npath = "/opt/rust"\n', 'toolchain.channel and toolchain.path are both there', 3],
    ['[toolchain]\npath = "../rust"\n', 'toolchain.path is not an absolute path', 2],
  ])('is refused as %j, with its place', async (text, message, line) => {
    const at = expect.objectContaining({ path: 'rust-toolchain.toml', ...(line ? { line } : {}) });
    const refusal = await find({ 'rust-toolchain.toml': text }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UserError);
    expect(refusal).toMatchObject({ message: expect.stringContaining(message), at });
  });
});

describe('pinKind', () => {
  it.each([
    ['1.95.0', 'release'],
    ['1.95.0-x86_64-unknown-linux-gnu', 'release'],
    ['1.95.0-aarch64-apple-darwin', 'release'],
    ['1.95', 'partial'],
    ['1.95-x86_64-unknown-linux-gnu', 'partial'],
    ['stable', 'channel'],
    ['nightly-x86_64-unknown-linux-gnu', 'channel'],
    ['nightly-2026-04-14', 'dated'],
    ['1.96.0-beta.2', 'pre-release'],
    ['/opt/rust', 'path'],
    ['C:\\rust', 'path'],
    ['ferrocene', 'name'],
    ['1.95.0-patched', 'name'],
    ['v1.95.0', 'name'],
  ])('%s is a %s', (name, kind) => {
    expect(pinKind(name)).toBe(kind);
  });
});
