import { sha256, UserError } from '@assay/evidence';
import { parseToml } from '@assay/toml';
import { describe, expect, it } from 'vitest';
import type { Lock } from './lock.js';
import { readLock } from './read-lock.js';
import { component, lock } from './test-lock.js';
import { renderLock } from './write-lock.js';

const whole: Lock = lock(
  [
    component('cargo', ['bin/cargo', 'etc/cargo']),
    component('rust-std', ['lib/a.rlib'], 'thumbv7em-none-eabihf'),
    { ...component('rustc', ['bin/rustc', { path: 'lib/libLLVM.so', link: 'x/libLLVM.so' }]), origin: 'dist' },
  ],
  { manifest: { date: '2026-04-16', sha256: 'a'.repeat(64), signedBy: '108F66205EAEB0AAA8DD5E1C85AB96E6FA1BE5FE' } },
);

function refusal(text: string): UserError {
  try {
    readLock(text, 'assay.lock');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('the lock was accepted');
}

/** An edit that must apply exactly once. */
function edited(find: string | RegExp, by: string, text = renderLock(whole)): string {
  const parts = text.split(find);
  expect(parts).toHaveLength(2);
  return parts.join(by);
}

describe('a lock', () => {
  it('is read as it was written', () => {
    expect(readLock(renderLock(whole), 'assay.lock').lock).toEqual(whole);
  });

  it('is TOML 1.0 to another reader too, with one file a line', () => {
    const text = renderLock(whole);
    expect(parseToml(text, 'assay.lock').value).toMatchObject({ version: 1, toolchain: { release: '1.95.0' } });
    expect(text.split('\n').filter((line) => line.includes('bin/rustc'))).toHaveLength(1);
    expect(text).toContain('origin = "installed" # trusted on first use\n');
  });

  it('is the same text in whatever order it is given', () => {
    const { components } = whole;
    expect(renderLock({ ...whole, components: [...components].reverse() })).toBe(renderLock(whole));
  });

  it('holds names that are hard to write', () => {
    const names = ['a "quoted" name', 'line\nbreak', 'tab\t', 'del\u007f', "'''", 'über', 'a\\xff', '\u0001'].sort();
    const odd = lock([component('rustc', names)]);
    const read = readLock(renderLock(odd), 'assay.lock');
    expect(read.lock).toEqual(odd);
    const lines = renderLock(odd).split('\n');
    for (const name of names)
      expect(lines[(read.placeOf('rustc-x86_64-unknown-linux-gnu', name).line ?? 0) - 1]).toContain('{ path = "');
  });

  it('knows the line of each file, be its path that of another host too', () => {
    const targets = ['aarch64-unknown-linux-gnu', 'x86_64-unknown-linux-gnu'];
    const text = renderLock(lock(targets.map((target) => component('rustc', ['bin/rustc'], target))));
    const { placeOf } = readLock(text, 'assay.lock');
    const lines = text.split('\n').flatMap((line, index) => (line.includes('"bin/rustc"') ? [index + 1] : []));
    expect(targets.map((target) => placeOf(`rustc-${target}`, 'bin/rustc').line)).toEqual(lines);
    expect(placeOf(null, 'bin/rustc')).toEqual({ path: 'assay.lock' });
  });
});

describe('a lock is refused, at its line, when', () => {
  it.each([
    ['a newer version wrote it', 'version = 1\n', 'version = 2\n', 'version 2'],
    ['it has no version', /^version = 1\n/m, '', 'no version'],
    ['it is not TOML', '[toolchain]', '[toolchain', 'not TOML'],
    ['a key is unknown', 'release = ', 'relaese = ', 'unknown key "relaese" in toolchain'],
    ['a digest of a file was edited', /(?<=bin\/rustc", mode = "644", sha256 = ")./, 'g', 'is no file'],
    ['a mode is none', 'path = "bin/cargo", mode = "644"', 'path = "bin/cargo", mode = "rwx"', 'is no file'],
    ['a file is named twice', '"etc/cargo"', '"bin/cargo"', 'stands there twice'],
    ['files are out of order', '"etc/cargo"', '"aaa"', 'order of the paths'],
    ['a path leaves the toolchain', '"bin/cargo"', '"../cargo"', 'plain path'],
    ['a path is absolute', '"bin/cargo"', '"/bin/cargo"', 'plain path'],
    ['a count was edited', 'file-count = 1\n', 'file-count = 2\n', 'count or the digest'],
    ['a component is named as another', 'name = "rust-std"', 'name = "zzz"', 'order of the names'],
    ['a path belongs to two components', '"lib/a.rlib"', '"bin/cargo"', 'count or the digest'],
    ['the channel manifest was taken out', /\[manifest\]\n(?:.+\n)+/, '', 'by which channel manifest'],
    ['hosts are missing', 'hosts = ["x86_64-unknown-linux-gnu"]', 'hosts = []', 'toolchain.hosts'],
    ['more than documentation is left out', '"share/doc"', '"lib"', 'only documentation can be left out'],
    ['a component of a release has no signed manifest', /^signed-by = .*\n/m, '', 'from a release'],
    ['the digest of a signed manifest is not whole', 'a'.repeat(64), 'a'.repeat(20), 'from a release'],
    ['a key of signing is no fingerprint', '108F66205', '108F6620', 'manifest.signed-by'],
  ])('%s', (_, find, by, message) => {
    const error = refusal(edited(find, by));
    expect(error.message).toContain(message);
    expect(error.at?.path).toBe('assay.lock');
    expect(error.at?.line).toBeGreaterThan(0);
    expect(error.remedy).not.toBe('');
  });

  it('one digit of a digest is another', () => {
    const text = renderLock(whole);
    const digest = sha256('bin/cargo');
    const other = `${digest[0] === '0' ? '1' : '0'}${digest.slice(1)}`;
    expect(refusal(text.replace(digest, other)).message).toContain('component cargo-x86_64-unknown-linux-gnu');
  });

  it('two components of one target have the same path', () => {
    const twice = lock([component('cargo', ['bin/x']), component('rustc', ['bin/x'])]);
    expect(refusal(renderLock(twice)).message).toContain('belongs to cargo-x86_64-unknown-linux-gnu already');
  });

  it('a component stands there twice', () => {
    const twice = lock([component('cargo', ['bin/x']), component('cargo', ['bin/y'])]);
    expect(refusal(renderLock(twice)).message).toContain('stands there twice');
  });

  it('it is cut off anywhere', () => {
    const text = renderLock(whole);
    for (let length = 0; length < text.length - 2; length += 7) refusal(text.slice(0, length));
  });
});

it('reads the lock of a whole documentation in a blink', () => {
  const files = Array.from(
    { length: 52_000 },
    (_, index) => `share/doc/rust/html/page${String(index).padStart(6, '0')}`,
  );
  const text = renderLock(lock([component('rust-docs', files)], { leftOut: [] }));
  const started = performance.now();
  expect(readLock(text, 'assay.lock').lock.components[0]?.files).toHaveLength(52_000);
  expect(performance.now() - started).toBeLessThan(2500);
});
