import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { findComponent, readManifest } from './manifest.js';

const HASH = 'a'.repeat(64);

const text = `manifest-version = "2"
date = "2026-04-16"
[pkg.rustc]
version = "1.95.0 (59807616e 2026-04-14)"
[pkg.rustc.target.x86_64-unknown-linux-gnu]
available = true
url = "https://static.rust-lang.org/dist/2026-04-16/rustc.tar.gz"
hash = "${HASH}"
xz_url = "https://static.rust-lang.org/dist/2026-04-16/rustc.tar.xz"
xz_hash = "${HASH}"
[pkg.rustc.target.sparc-sun-solaris]
available = false
url = ""
hash = ""
[pkg.rust-src]
version = "1.95.0 (59807616e 2026-04-14)"
[pkg.rust-src.target."*"]
available = true
[pkg.clippy-preview]
version = "0.1.95 (59807616e 2026-04-14)"
[pkg.clippy-preview.target.x86_64-unknown-linux-gnu]
available = true
[pkg.rust]
version = "1.95.0 (59807616e 2026-04-14)"
git_commit_hash = "59807616e1fa2540724bfbac14d7976d7e4a3860"
[pkg.rust.target.x86_64-unknown-linux-gnu]
available = true
[renames.clippy]
to = "clippy-preview"
`;

const read = (edited = text) => readManifest(edited, 'channel.toml');
const host = 'x86_64-unknown-linux-gnu';

describe('a channel manifest', () => {
  it('says what a release consists of', () => {
    const manifest = read();
    expect(manifest.date).toBe('2026-04-16');
    expect(manifest.packages.get('rust')?.commit).toBe('59807616e1fa2540724bfbac14d7976d7e4a3860');
    expect(findComponent(manifest, 'rustc', host)).toEqual({
      name: 'rustc',
      target: host,
      version: '1.95.0 (59807616e 2026-04-14)',
      available: true,
      url: 'https://static.rust-lang.org/dist/2026-04-16/rustc.tar.gz',
      hash: HASH,
      xzHash: HASH,
    });
  });

  it('finds renamed components, those for all targets, and none that is not there', () => {
    const manifest = read();
    expect(findComponent(manifest, 'clippy', host)?.name).toBe('clippy-preview');
    expect(findComponent(manifest, 'clippy-preview', host)?.name).toBe('clippy-preview');
    expect(findComponent(manifest, 'rust-src', host)).toMatchObject({ name: 'rust-src', target: '*' });
    expect(findComponent(manifest, 'rustc', 'sparc-sun-solaris')).toMatchObject({ available: false, hash: undefined });
    expect(findComponent(manifest, 'rustc', 'toString')).toBeUndefined();
    expect(findComponent(manifest, '__proto__', host)).toBeUndefined();
  });

  it.each([
    ['manifest-version = "2"', 'manifest-version = "3"', 'manifest-version is "3", and only "2" can be read'],
    ['manifest-version = "2"', '', 'manifest-version is missing'],
    ['date = "2026-04-16"', '', 'date is missing'],
    ['date = "2026-04-16"', 'date = 2026-04-16', 'date is not a text'],
    ['version = "1.95.0 (59807616e 2026-04-14)"', '', 'pkg.rustc.version is missing'],
    ['available = true', '', `pkg.rustc.target.${host}.available is missing`],
    ['available = true', 'available = "true"', `pkg.rustc.target.${host}.available is neither true nor false`],
    [`hash = "${HASH}"`, `hash = "${'A'.repeat(64)}"`, `target.${host}.hash is not 64 lower-case hex digits`],
    [`hash = "${HASH}"`, 'hash = "abc"', `target.${host}.hash is not 64 lower-case hex digits`],
    [`hash = "${HASH}"`, `hash = "${HASH}\\n"`, `target.${host}.hash is not 64 lower-case hex digits`],
    ['url = "https', 'url = 1 # "https', `target.${host}.url is not a text`],
    [
      '[pkg.rust-src.target."*"]\navailable',
      '[pkg.rust-src.target."*"]\nx',
      'pkg.rust-src.target."*".available is missing',
    ],
    ['git_commit_hash = "5', 'git_commit_hash = "x', 'pkg.rust.git_commit_hash is not 40 lower-case hex digits'],
    ['to = "clippy-preview"', '', 'renames.clippy.to is missing'],
    ['[renames.clippy]', '[[renames]]', 'renames is not a table'],
    ['[renames.clippy]\n', '[renames.clippy\n', 'this is not TOML'],
  ])('with %j as %j is refused, and what is wrong is named', (whole, broken, message) => {
    expect(text).toContain(whole);
    const edited = () => read(text.replace(whole, () => broken));
    expect(edited).toThrow(UserError);
    expect(edited).toThrow(expect.objectContaining({ message: expect.stringContaining(message) }));
    expect(edited).toThrow(expect.objectContaining({ at: expect.objectContaining({ path: 'channel.toml' }) }));
  });

  it('is refused cut off anywhere, or read to less', () => {
    const results = Array.from({ length: text.length }, (_, length) => {
      try {
        return read(text.slice(0, length)).packages.size;
      } catch (error) {
        return error instanceof UserError ? 0 : error;
      }
    });
    // A cut between two tables leaves a manifest that says less, which only its signature shows.
    expect(results.filter((result) => typeof result !== 'number' || result > 4)).toEqual([]);
    expect(results.slice(0, 30)).toEqual(Array(30).fill(0));
  });
});

describe('the manifest that rustup keeps of Rust 1.95.0', () => {
  const rustc = execFileSync('rustup', ['which', '--toolchain', '1.95.0', 'rustc']).toString().trim();
  const file = join(dirname(dirname(rustc)), 'lib/rustlib/multirust-channel-manifest.toml');
  const kept = readFileSync(file, 'utf8');

  it('is read whole, and fast', () => {
    const begun = performance.now();
    const manifest = readManifest(kept, file);
    expect(performance.now() - begun).toBeLessThan(1000);
    expect(manifest.date).toBe('2026-04-16');
    expect(manifest.packages.get('rust')?.version).toBe('1.95.0 (59807616e 2026-04-14)');
    expect(manifest.packages.size).toBeGreaterThan(20);
    expect(findComponent(manifest, 'rust-std', 'thumbv7em-none-eabihf')).toMatchObject({
      url: 'https://static.rust-lang.org/dist/2026-04-16/rust-std-1.95.0-thumbv7em-none-eabihf.tar.gz',
      hash: '0d1af288c477c429c78134e34fbef9e8f21dde5cc06e8b9e9a85bb8d5ba4c087',
    });
    expect(findComponent(manifest, 'clippy', host)?.name).toBe('clippy-preview');
  });
});
