import { UserError } from '@assay/evidence';
import { fakeWorld } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { findActiveToolchain } from './active.js';

const host = 'x86_64-unknown-linux-gnu';
const settingsFile = '/home/me/.rustup/settings.toml';

function find(files: Record<string, string>, environment: Record<string, string> = {}) {
  return findActiveToolchain(
    fakeWorld({ root: '/home/me/work/ws', files, environment: { HOME: '/home/me', ...environment } }),
  );
}

/** Settings with this default, and overrides of folders. */
function settings(toolchain: string, overrides: Record<string, string> = {}): string {
  const lines = Object.entries(overrides).map(([folder, name]) => `"${folder}" = "${name}"`);
  return ['version = "12"', `default_toolchain = "${toolchain}"`, '[overrides]', ...lines, ''].join('\n');
}

const pin = (channel: string) => `[toolchain]\nchannel = "${channel}"\n`;

describe('the toolchain that rustup takes', () => {
  it('is that of RUSTUP_TOOLCHAIN, before everything else', async () => {
    const files = {
      [settingsFile]: settings('1.80.0', { '/home/me/work/ws': '1.85.0' }),
      'rust-toolchain.toml': pin('1.90.0'),
    };
    expect(await find(files, { RUSTUP_TOOLCHAIN: '1.95.0' })).toEqual({
      name: `1.95.0-${host}`,
      folder: `/home/me/.rustup/toolchains/1.95.0-${host}`,
      reason: 'environment',
      at: null,
    });
  });

  it('may be a folder', async () => {
    const path = { name: null, folder: '/opt/rust' };
    expect(await find({}, { RUSTUP_TOOLCHAIN: '/opt/rust' })).toMatchObject({ ...path, reason: 'environment' });
    expect(await find({ 'rust-toolchain.toml': '[toolchain]\npath = "/opt/rust"\n' })).toMatchObject(path);
    expect(await find({ 'rust-toolchain': '/opt/rust\n' })).toMatchObject({ ...path, reason: 'toolchain file' });
  });

  it.each([
    ['an empty variable is none', {}, { RUSTUP_TOOLCHAIN: '' }, undefined],
    [
      'an override beats the files of its folder',
      {
        [settingsFile]: settings('a', { '/home/me/work/ws': 'b' }),
        'rust-toolchain': 'c',
        'rust-toolchain.toml': pin('d'),
      },
      {},
      ['b', 'override', { path: '$RUSTUP_HOME/settings.toml', line: 4, column: 1 }],
    ],
    [
      'the file without extension beats the other',
      { [settingsFile]: settings('a'), 'rust-toolchain': 'c', 'rust-toolchain.toml': pin('d') },
      {},
      ['c', 'toolchain file', { path: 'rust-toolchain', line: 1 }],
    ],
    [
      'a file beats the default',
      { [settingsFile]: settings('a'), 'rust-toolchain.toml': pin('d') },
      {},
      ['d', 'toolchain file', { path: 'rust-toolchain.toml', line: 2, column: 1 }],
    ],
    [
      'a deeper file beats an override above',
      { [settingsFile]: settings('a', { '/home/me/work': 'b' }), 'rust-toolchain.toml': pin('d') },
      {},
      ['d', 'toolchain file', { path: 'rust-toolchain.toml', line: 2, column: 1 }],
    ],
    [
      'a deeper override beats a file above',
      { [settingsFile]: settings('a', { '/home/me/work': 'b' }), '/home/me/rust-toolchain': 'c' },
      {},
      ['b', 'override', { path: '$RUSTUP_HOME/settings.toml', line: 4, column: 1 }],
    ],
    [
      'a file in a folder above counts',
      { [settingsFile]: settings('a'), '/home/rust-toolchain.toml': pin('d') },
      {},
      ['d', 'toolchain file', { path: '../../../rust-toolchain.toml', line: 2, column: 1 }],
    ],
    [
      'an override of a folder below, beside, or spelled otherwise counts nothing',
      {
        [settingsFile]: settings('a', {
          '/home/me/work/ws/sub': 'b',
          '/home/me/work/ws2': 'b',
          '/home/me/work/ws/': 'b',
        }),
      },
      {},
      ['a', 'default', { path: '$RUSTUP_HOME/settings.toml', line: 2, column: 1 }],
    ],
    [
      "the user's default beats the machine's",
      { [settingsFile]: settings('a'), '/etc/rustup/settings.toml': settings('e') },
      {},
      ['a', 'default', { path: '$RUSTUP_HOME/settings.toml', line: 2, column: 1 }],
    ],
    [
      "the machine's default is the last",
      { [settingsFile]: 'version = "12"\n', '/etc/rustup/settings.toml': settings('e') },
      {},
      ['e', 'fallback default', { path: '<outside>/settings.toml', line: 2, column: 1 }],
    ],
    [
      'a file that names components alone asks for them in the default toolchain, whatever stands above',
      {
        [settingsFile]: settings('a', { '/home/me/work': 'b' }),
        'rust-toolchain.toml': '[toolchain]\ncomponents = ["clippy"]\n',
      },
      {},
      ['a', 'default', { path: '$RUSTUP_HOME/settings.toml', line: 2, column: 1 }],
    ],
    ['nothing names one', { [settingsFile]: 'version = "12"\n' }, {}, undefined],
  ] satisfies [string, Record<string, string>, Record<string, string>, unknown[] | undefined][])(
    '%s',
    async (_, files, environment, expected) => {
      const active = await find(files, environment);
      expect(active && [active.name, active.reason, active.at]).toEqual(expected);
    },
  );

  it.each([
    ['1.95.0', `1.95.0-${host}`],
    ['1.95', `1.95-${host}`],
    ['stable', `stable-${host}`],
    ['nightly-2026-04-14', `nightly-2026-04-14-${host}`],
    ['1.96.0-beta.2', `1.96.0-beta.2-${host}`],
    ['1.95.0-aarch64-apple-darwin', '1.95.0-aarch64-apple-darwin'],
    ['1.95.0-patched', '1.95.0-patched'],
    ['ferrocene', 'ferrocene'],
  ])('%s is kept as %s, also where a folder of the bare name is there', async (name, kept) => {
    const files = { 'rust-toolchain.toml': pin(name), [`/home/me/.rustup/toolchains/${name}/bin/rustc`]: '#!x' };
    expect((await find(files))?.folder).toBe(`/home/me/.rustup/toolchains/${kept}`);
  });

  it('takes the target from the settings when they name one', async () => {
    const files = { [settingsFile]: 'version = "12"\ndefault_host_triple = "i686-unknown-linux-gnu"\n' };
    expect((await find({ ...files, 'rust-toolchain': '1.95.0' }))?.name).toBe('1.95.0-i686-unknown-linux-gnu');
  });

  it('follows RUSTUP_HOME', async () => {
    const environment = { RUSTUP_HOME: '/opt/rustup' };
    const files = { '/opt/rustup/settings.toml': settings('1.95.0'), [settingsFile]: settings('1.80.0') };
    expect((await find(files, environment))?.folder).toBe(`/opt/rustup/toolchains/1.95.0-${host}`);
  });

  it.each([
    ['a relative path in the variable', {}, { RUSTUP_TOOLCHAIN: '../rust' }, 'relative path'],
    ['a relative path in the old file', { 'rust-toolchain': '../rust' }, {}, 'relative path'],
    ['a relative path', { 'rust-toolchain.toml': '[toolchain]\npath = "../rust"\n' }, {}, 'not an absolute path'],
    ['a file that names nothing', { 'rust-toolchain.toml': '[toolchain]\n' }, {}, 'names no toolchain'],
    ['broken settings', { [settingsFile]: 'version' }, {}, 'this is not TOML'],
  ] satisfies [string, Record<string, string>, Record<string, string>, string][])(
    'refuses %s, as rustup does',
    async (_, files, environment, message) => {
      await expect(find(files, environment)).rejects.toThrow(UserError);
      await expect(find(files, environment)).rejects.toThrow(message);
    },
  );
});
