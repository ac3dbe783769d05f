import { fakeWorld } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { findLinker } from './linker.js';
import { linkerName } from './linker-name.js';
import { readSpecification } from './specification.js';

const compiler = {
  identity: { release: '1.95.0', commit: null, commitDate: null, host: 'x86_64-unknown-linux-gnu', llvm: null },
  sysroot: '/rust',
};
const environment = { HOME: '/home/u', PATH: '/bin' };
const program = '#!/bin/sh\n';

type Files = Record<string, string>;

function find(target: string, spec: Record<string, unknown>, files: Files = {}, env: Record<string, string> = {}) {
  const read = readSpecification({ arch: 'arm', 'llvm-target': 't', 'target-pointer-width': 32, ...spec });
  const world = fakeWorld({ files, environment: { ...environment, ...env } });
  return findLinker(world, compiler, { name: target, traits: 'value' in read ? read.value : undefined });
}

const lld = { linker: 'rust-lld' };

describe('the linker of a target', () => {
  it('is looked for in the toolchain, then on PATH', async () => {
    const own = '/rust/lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld';
    for (const file of [own, '/bin/rust-lld']) {
      expect(await find('thumb', lld, { [file]: program })).toEqual({
        ...{ name: 'rust-lld', isConfigured: false, isThere: true, note: null },
      });
    }
    expect(await find('thumb', lld)).toMatchObject({ name: 'rust-lld', isThere: false });
  });

  it('is not known to be there where it would be the build machine’s own', async () => {
    const files = { '/bin/cc': program };
    expect(await find('thumbv8m.main-x', { 'linker-flavor': 'gnu-cc' }, files)).toMatchObject({
      ...{ name: 'cc', isThere: null, note: expect.stringContaining('CARGO_TARGET_THUMBV8M_MAIN_X_LINKER') },
    });
    expect(await find('x86_64-unknown-linux-gnu', { 'linker-flavor': 'gnu-cc' }, files)).toMatchObject({
      isThere: true,
    });
    expect(await find('a-msvc', { 'linker-flavor': 'msvc' }, files)).toMatchObject({ name: 'link.exe', isThere: null });
  });

  it('is what Cargo is told: by the environment, then by its configuration', async () => {
    const files = {
      '.cargo/config.toml': '[target.arm-x]\nlinker = "tools/ld.sh"\n[target."cfg(unix)"]\nlinker = "other"\n',
      'tools/ld.sh': program,
      '/bin/arm-gcc': program,
    };
    const set = { CARGO_TARGET_ARM_X_LINKER: 'arm-gcc' };
    expect(await find('arm-x', lld, files, set)).toEqual({
      ...{ name: 'arm-gcc', isConfigured: true, isThere: true, note: 'CARGO_TARGET_ARM_X_LINKER' },
    });
    expect(await find('arm-x', lld, files)).toEqual({
      name: 'tools/ld.sh',
      ...{ isConfigured: true, isThere: true, note: 'target.arm-x.linker in .cargo/config.toml' },
    });
    expect(await find('arm-x', lld, { '.cargo/config.toml': files['.cargo/config.toml'] })).toMatchObject({
      isThere: false,
    });
  });

  it('counts a path in Cargo’s home from the folder that holds it', async () => {
    const files = { '/home/u/.cargo/config.toml': '[target.arm-x]\nlinker = "bin/ld"\n', '/home/u/bin/ld': program };
    expect(await find('arm-x', lld, files)).toMatchObject({ name: '~/bin/ld', isThere: true });
  });

  it('is not known to be there where a cfg may name another, or the configuration cannot be read', async () => {
    const conditional = { '.cargo/config.toml': '[target."cfg(unix)"]\nlinker = "other"\n', '/bin/rust-lld': program };
    expect(await find('arm-x', lld, conditional)).toMatchObject({
      ...{ name: 'rust-lld', isThere: null },
      note: 'target.cfg(unix).linker in .cargo/config.toml may name another',
    });
    expect(await find('arm-x', lld, { '.cargo/config.toml': '[target' })).toMatchObject({
      ...{ isThere: null, note: expect.stringContaining('Cargo’s configuration cannot be read: this is not TOML') },
    });
  });

  it('takes what is no text for nothing', async () => {
    const files = { '.cargo/config.toml': 'target = 3\n', '/bin/rust-lld': program };
    expect(await find('arm-x', lld, files)).toMatchObject({ isThere: true });
    const list = { '.cargo/config.toml': '[target.arm-x]\nlinker = ["a"]\n', '/bin/rust-lld': program };
    expect(await find('arm-x', lld, list)).toMatchObject({ name: 'rust-lld', isConfigured: false });
  });

  it('is unknown where neither says anything', async () => {
    expect(await find('arm-x', { arch: 7 })).toBeUndefined();
  });
});

it.each([
  [null, 'cc'],
  ['gnu-lld-cc', 'cc'],
  ['gcc', 'cc'],
  ['darwin-cc', 'cc'],
  ['gnu-lld', 'lld'],
  ['ld.lld', 'lld'],
  ['wasm-lld', 'lld'],
  ['msvc-lld', 'lld'],
  ['msvc', 'link.exe'],
  ['em-cc', 'emcc'],
  ['ld', 'ld'],
  ['unix', 'ld'],
  ['ptx', 'rust-ptx-linker'],
  ['bpf', 'bpf-linker'],
])('of flavor %j starts %s', (flavor, name) => {
  expect(linkerName({ name: null, flavor })).toBe(name);
});
