import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from './command.js';
import { buildRelease, type Faults, HOST, type ReleaseOptions, serveRelease } from './release.js';

const execute = promisify(execFile);

/** Builds and serves a release, and has the real rustup install it into a home of its own. */
async function install(options: ReleaseOptions, args: readonly string[] = [], faults?: Faults) {
  const [folder, home] = [temporaryFolder(), temporaryFolder()];
  await buildRelease(folder, options);
  const server = await serveRelease(folder, faults);
  onTestFinished(() => server.close());
  const env = {
    ...process.env,
    RUSTUP_DIST_SERVER: server.url,
    RUSTUP_UPDATE_ROOT: server.url,
    RUSTUP_HOME: join(home, 'rustup'),
    CARGO_HOME: join(home, 'cargo'),
    RUST_BACKTRACE: '0',
  };
  const command = ['toolchain', 'install', '1.95.0', '--profile', 'minimal', '--no-self-update', ...args];
  await execute('rustup', command, { env });
  return { sysroot: join(home, 'rustup', 'toolchains', `1.95.0-${HOST}`), requests: server.requests };
}

describe('the real rustup', () => {
  test('installs a release, whose compiler answers', async () => {
    const { sysroot, requests } = await install({});
    expect(requests).toContain(`/dist/2026-04-16/rustc-1.95.0-${HOST}.tar.gz`);
    expect((await execute(join(sysroot, 'bin/rustc'), ['-vV'])).stdout).toContain('release: 1.95.0\n');
    expect((await execute(join(sysroot, 'bin/rustc'), ['--print', 'sysroot'])).stdout).toBe(`${sysroot}\n`);
    expect((await execute(join(sysroot, 'bin/cargo'), ['-V'])).stdout).toMatch(/^cargo 1\.95\.0 \(/);
  });

  test('installs further targets and components, from a release for several hosts', async () => {
    const target = 'thumbv7em-none-eabihf';
    const { sysroot } = await install(
      { hosts: [HOST, 'aarch64-apple-darwin'], targets: [target], extras: ['clippy', 'rust-docs', 'rust-src'] },
      ['--target', target, '--component', 'clippy,rust-docs,rust-src'],
    );
    const components = readFileSync(join(sysroot, 'lib/rustlib/components'), 'utf8').trimEnd().split('\n').sort();
    const named = ['cargo', 'clippy-preview', 'rust-docs', 'rust-std', 'rustc'].map((name) => `${name}-${HOST}`);
    expect(components).toEqual([...named, 'rust-src', `rust-std-${target}`].sort());
    expect(existsSync(join(sysroot, 'share/doc/rust/html/std/index.html'))).toBe(true);
    expect(existsSync(join(sysroot, `lib/rustlib/${target}/lib`))).toBe(true);
  });

  test('refuses an archive that was changed', async () => {
    const installation = install({}, [], (path) => (path.includes('/rustc-') ? 'flip' : undefined));
    await expect(installation).rejects.toThrow('checksum failed');
  });

  test('installs what is changed before the digests are taken, without a signature', async () => {
    const { sysroot } = await install({
      key: null,
      editManifest: (text) => text.replaceAll('1.95.0 (', '1.90.0 ('),
      editEntries: (entries) =>
        entries.map((entry) => (entry.name.endsWith('.so') ? { ...entry, body: 'other' } : entry)),
    });
    expect(readFileSync(join(sysroot, 'lib/librustc_driver-0.so'), 'utf8')).toBe('other');
  });
});
