import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { readKeychain } from './keychain.js';
import { packageNamesOf, readPackageManifest } from './package-manifest.js';
import {
  keyEntry,
  keysText,
  makeKey,
  type NamedFile,
  type PackageClaims,
  packageText,
  signText,
} from './testing/vendor.js';
import { verifyPackage } from './verify-package.js';

const now = Date.parse('2026-11-25T12:00:00Z');
const [root, packager, releaser] = [makeKey(), makeKey(), makeKey()];
const [expired, odd, stranger] = [makeKey(), makeKey(), makeKey()];
const keychain = readKeychain({
  keys: keysText([
    keyEntry(packager, 'packages', [root]),
    keyEntry(releaser, 'releases', [root]),
    keyEntry(expired, 'packages', [root], { expiry: '2024-01-01T00:00:00Z' }),
    keyEntry(odd, 'packages', [root], { algorithm: 'ed25519' }),
  ]),
  path: 'keys.json',
  trustRoot: root.publicKey,
  now,
});

const path = 'share/criticaltrust/ferrocene/rustc.json';
const rustc: NamedFile = {
  path: 'bin/rustc',
  'posix-mode': 0o100755,
  sha256: Buffer.alloc(32, 7).toString('base64'),
  'needs-proxy': true,
};
const claims: PackageClaims = {
  product: 'ferrocene',
  package: 'rustc',
  commit: 'c0ffee',
  files: [rustc],
  'managed-prefixes': ['lib/rustlib/', 'bin'],
};

const verify = (text: string, at = path) => verifyPackage(readPackageManifest(text, at), keychain);
const failure = (text: string, at = path) => {
  const result = verify(text, at);
  return 'failure' in result ? result.failure : undefined;
};

describe('a package manifest', () => {
  it('gives what its vendor signed', () => {
    expect(verify(packageText(claims, packager))).toEqual({
      package: {
        manifest: path,
        product: 'ferrocene',
        package: 'rustc',
        commit: 'c0ffee',
        files: [{ path: 'bin/rustc', mode: '755', sha256: '07'.repeat(32) }],
        managedPrefixes: ['lib/rustlib', 'bin'],
        signedBy: packager.id,
      },
    });
  });

  it('needs one good signature, whatever stands beside it', () => {
    for (const others of [[stranger], [releaser, expired, odd]]) {
      expect(failure(packageText(claims, ...others, packager))).toBeUndefined();
      expect(failure(packageText(claims, packager, ...others))).toBeUndefined();
    }
  });

  it('may have fields of a later CriticalUp in what is signed, and nowhere else', () => {
    const statement = JSON.stringify({ ...claims, 'built-on': '2026-11-25' });
    expect(failure(JSON.stringify({ version: 1, ...signText(statement, packager) }))).toBeUndefined();
    const known = JSON.parse(packageText(claims, packager));
    expect(() => verify(JSON.stringify({ ...known, extra: 1 }))).toThrow('Unrecognized key: "extra"');
  });

  it('has the mode of its lower twelve bits', () => {
    const mode = (posixMode: number) => {
      const result = verify(packageText({ ...claims, files: [{ ...rustc, 'posix-mode': posixMode }] }, packager));
      return 'package' in result ? result.package.files[0]?.mode : result.failure.message;
    };
    expect([0o644, 0o104755, 0, 0xffffffff].map(mode)).toEqual(['644', '4755', '0', '7777']);
    expect(mode(-1)).toMatch('not a package: files[0].posix-mode');
  });
});

describe('each failure has words of its own', () => {
  const text = packageText(claims, packager);

  it.each([
    ['unsigned', packageText(claims), `${path} is not signed`],
    ['unknown-key', packageText(claims, stranger), `is signed by key ${stranger.id}, which is not in the keychain`],
    ['unknown-key', packageText(claims, odd), 'which cannot be used: its algorithm "ed25519" is not known'],
    ['expired-key', packageText(claims, expired), `key ${expired.id}, and it expired at 2024-01-01T00:00:00Z`],
    [
      'wrong-role',
      packageText(claims, releaser),
      'whose role is releases; packages are signed by keys of the role packages',
    ],
    ['wrong-role', packageText(claims, root), 'whose role is root'],
    ['mismatch', text.replace('c0ffee', 'c0ffe0'), `does not match its signature by key ${packager.id}`],
    ['malformed', JSON.stringify({ version: 1, ...signText('{', packager) }), 'what is signed is not a package: '],
    ['malformed', packageText({ ...claims, files: [rustc, rustc] }, packager), 'files: "bin/rustc" stands there twice'],
    [
      'misplaced',
      packageText({ ...claims, package: 'cargo' }, packager),
      'the manifest of "ferrocene/cargo", moved here',
    ],
    ['misplaced', packageText({ ...claims, product: 'other' }, packager), 'the manifest of "other/rustc", moved here'],
  ])('%s', (kind, manifest, words) => {
    const found = failure(manifest);
    expect(found?.kind).toBe(kind);
    expect(found?.message.startsWith(`${path} `)).toBe(true);
    expect(found?.message).toContain(words);
    expect(found?.remedy).not.toBe('');
  });

  it('of several bad signatures the nearest one is told', () => {
    expect(failure(packageText(claims, stranger, releaser))?.kind).toBe('wrong-role');
    expect(failure(packageText(claims, stranger, releaser, expired))?.kind).toBe('expired-key');
    const changed = packageText(claims, stranger, expired, packager).replace('c0ffee', 'c0ffe0');
    expect(failure(changed)?.kind).toBe('mismatch');
  });

  it("a stranger's signature under a known key's name matches nothing", () => {
    expect(failure(packageText(claims, stranger).replace(stranger.id, packager.id))?.kind).toBe('mismatch');
  });

  it('an entry of the keys manifest is no package, though a root key signed it', () => {
    const entry = keyEntry(packager, 'packages', [root]);
    expect(failure(JSON.stringify({ version: 1, ...entry }))?.kind).toBe('wrong-role');
  });
});

describe('a path that could leave the toolchain, or be spelled twice, is refused though it is signed', () => {
  const paths = [
    '',
    '/',
    '/etc/passwd',
    '..',
    'a/../../b',
    'a/..',
    './a',
    'a/./b',
    'a//b',
    'a/',
    'a\\b',
    '..\\b',
    'a\0',
    '\ud800',
  ];

  it.each(paths)('file %j', (bad) => {
    const found = failure(packageText({ ...claims, files: [{ ...rustc, path: bad }] }, packager));
    expect(found?.message).toContain('files[0].path: not a plain relative path');
  });

  it.each(paths.filter((each) => each !== 'a/'))('managed prefix %j', (bad) => {
    const found = failure(packageText({ ...claims, 'managed-prefixes': [bad] }, packager));
    expect(found?.message).toContain('managed-prefixes[0]: not a plain relative path');
  });

  it.each(['AA==', 'not base64', '', Buffer.alloc(33).toString('base64'), `${rustc.sha256}\n`])(
    'digest %j',
    (sha256) => {
      const found = failure(packageText({ ...claims, files: [{ ...rustc, sha256 }] }, packager));
      expect(found?.message).toContain('files[0].sha256: ');
    },
  );
});

describe('where manifests stand', () => {
  it('gives their names', () => {
    expect(packageNamesOf('share/criticaltrust/ferrocene/rust-std.json')).toEqual({
      product: 'ferrocene',
      package: 'rust-std',
    });
  });

  it.each([
    ...['share/criticaltrust/x.json', 'share/criticaltrust/a/.json', 'share/criticaltrust//b.json'],
    ...['share/criticaltrust/a/b/c.json', 'x/share/criticaltrust/a/b.json', 'share/criticaltrust/a/b.toml', ''],
  ])('is nowhere else: %j', (elsewhere) => {
    expect(packageNamesOf(elsewhere)).toBeUndefined();
    expect(() => readPackageManifest('{}', elsewhere)).toThrow(UserError);
  });
});

it.each([
  ['', 'JSON'],
  ['{"version":1,"signatures":[],"signed":"{}"', 'JSON'],
  ['null', 'expected object'],
  ['{"version":"1","signatures":[],"signed":"{}"}', 'version: '],
  ['{"version":1,"signed":"{}"}', 'signatures: '],
  ['{"version":1,"signatures":[{"key_sha256":"","signature":"","by":""}],"signed":"{}"}', 'signatures[0]'],
  [`{"version":1,"signatures":[${'{},'.repeat(500_000)}{}],"signed":"{}"}`, 'signatures: more than 16 entries'],
  [`{"version":1,"signatures":${'['.repeat(200_000)}${']'.repeat(200_000)},"signed":""}`, 'signatures[0]: '],
])('what is no package manifest is refused with its path (case %#)', (text, fault) => {
  const read = () => readPackageManifest(text, path);
  expect(read).toThrow(UserError);
  expect(read).toThrow(fault);
  expect(read).toThrow(expect.objectContaining({ at: { path } }));
});
