import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { comparePackages } from './compare.js';
import { type Keychain, readKeychain } from './keychain.js';
import { readPackageManifest } from './package-manifest.js';
import { keyEntry, keysText, makeKey, type PackageClaims, packageText } from './testing/vendor.js';
import { type PackageVerification, verifyPackage } from './verify-package.js';

const now = Date.parse('2026-11-25T12:00:00Z');
const path = 'share/criticaltrust/ferrocene/rustc.json';
const [root, deputy, packager] = [makeKey(), makeKey(), makeKey()];
const keys = keysText([
  keyEntry(packager, 'packages', [deputy], { expiry: '2030-01-01T00:00:00Z' }),
  keyEntry(deputy, 'root', [root]),
]);
const claims = (files: number): PackageClaims => ({
  product: 'ferrocene',
  package: 'rustc',
  commit: 'c0ffee',
  files: Array.from({ length: files }, (_, index) => ({
    path: `lib/rustlib/some/folder/file-${index}.rlib`,
    'posix-mode': 0o100644,
    sha256: Buffer.alloc(32, index).toString('base64'),
    'needs-proxy': false,
  })),
  'managed-prefixes': ['lib/rustlib/'],
});
const manifest = packageText(claims(2), packager);

/** What comes of a text that may be unreadable: then nothing. Anything but a UserError is a defect. */
function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

const chainOf = (text: string, trustRoot = root.publicKey) =>
  readKeychain({ keys: text, path: 'keys.json', trustRoot, now });
const keychain = chainOf(keys);
const verify = (text: string, chain: Keychain = keychain) => verifyPackage(readPackageManifest(text, path), chain);

/** A deterministic source of numbers below a bound (a linear congruence, Numerical Recipes' constants). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The text with one byte made another, read back as UTF-8 as a file would be. */
function withByte(text: string, at: number, byte: number): string {
  const bytes = Buffer.from(text);
  bytes[at] = byte;
  return bytes.toString('utf8');
}

/** Each byte of the text made three others: one bit away, two drawn. */
function* changes(text: string, seed: number): Generator<string> {
  const draw = numbers(seed);
  for (const [at, byte] of Buffer.from(text).entries()) {
    yield withByte(text, at, byte ^ (1 << draw(8)));
    yield withByte(text, at, draw(256));
    yield withByte(text, at, 0x20 + draw(95));
  }
}

/** A text with several things done to it: bytes cut out, doubled, moved. */
function mangled(text: string, draw: (below: number) => number): string {
  let result = text;
  for (let step = 0; step <= draw(3); step++) {
    const [from, to] = [draw(result.length), draw(result.length)].sort((a, b) => a - b) as [number, number];
    const parts = [result.slice(0, from), result.slice(from, to), result.slice(to)] as const;
    const ways = [
      () => parts[0] + parts[2],
      () => parts[0] + parts[1] + parts[1].slice(0, 4096) + parts[2],
      () => parts[1] + parts[0] + parts[2],
      () => result.slice(0, to),
    ];
    result = ways[draw(ways.length)]?.() ?? result;
  }
  return result;
}

describe('no damage makes another package of a package', () => {
  const good = verify(manifest);
  /** Counts the cases that were refused; every other one must give the very same package. */
  function refusals(cases: Iterable<string>, verifyCase: (text: string) => PackageVerification): number {
    let refused = 0;
    for (const text of cases) {
      const result = unlessRefused(() => verifyCase(text));
      if (result === undefined || 'failure' in result) refused += 1;
      else expect(result).toEqual(good);
    }
    return refused;
  }
  const verifyByKeys = (text: string) => verify(manifest, chainOf(text));

  it('the untouched one is verified', () => {
    expect(good).toHaveProperty('package.commit', 'c0ffee');
  });

  it('one changed byte of the manifest', () => {
    expect(refusals(changes(manifest, 1), verify)).toBeGreaterThan(1800);
  });

  it('one changed byte of the keys', () => {
    expect(refusals(changes(keys, 2), verifyByKeys)).toBeGreaterThan(2000);
  });

  it('one changed byte of the trust root', () => {
    const changed = [...changes(root.publicKey, 3)].filter((text) => text !== root.publicKey);
    expect(refusals(changed, (text) => verify(manifest, chainOf(keys, text)))).toBe(changed.length);
  });

  it('every changed bit of the signature', () => {
    const [{ signature }] = JSON.parse(manifest).signatures;
    const bytes = Buffer.from(signature, 'base64');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const text = manifest.replace(signature, changed.toString('base64'));
      expect(verify(text)).toHaveProperty('failure.kind', 'mismatch');
    }
  });

  it('texts cut, doubled and moved', () => {
    const draw = numbers(4);
    const rounds = Array.from({ length: 1500 }, () => ({
      manifest: mangled(manifest, draw),
      keys: mangled(keys, draw),
    }));
    expect(
      refusals(
        rounds.map((round) => round.manifest),
        verify,
      ),
    ).toBeGreaterThan(1200);
    expect(
      refusals(
        rounds.map((round) => round.keys),
        verifyByKeys,
      ),
    ).toBeGreaterThan(1200);
  });

  it('half a character, of which UTF-8 makes what was signed', () => {
    const text = packageText({ ...claims(0), commit: '\ufffd' }, packager);
    expect(verify(text)).toHaveProperty('package.commit', '\ufffd');
    expect(() => verify(text.replace('\ufffd', '\\ud800'))).toThrow('signed: not Unicode text');
  });
});

it('a package of 10,000 files is read, verified and compared in a second', () => {
  const text = packageText(claims(10_000), packager);
  const start = performance.now();
  const result = verify(text);
  if ('failure' in result) throw new Error('the package was refused');
  const { files } = result.package;
  expect(files).toHaveLength(10_000);
  expect(comparePackages([result.package], files)).toEqual([]);
  expect(comparePackages([result.package], [])).toHaveLength(10_000);
  expect(performance.now() - start).toBeLessThan(1000);
});
