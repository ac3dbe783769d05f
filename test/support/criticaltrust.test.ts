import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import {
  comparePackages,
  packageNamesOf,
  readKeychain,
  readPackageManifest,
  verifyPackage,
} from '@assay/criticaltrust';
import { sha256 } from '@assay/evidence';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signToolchain, type Trust } from './criticaltrust.js';

let folder: string;
let trust: Trust;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-criticaltrust-'));
  for (const path of ['bin/rustc', 'bin/cargo', 'lib/libstd.so']) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), `content of ${path}`);
    chmodSync(join(folder, path), path.startsWith('bin/') ? 0o755 : 0o644);
  }
  trust = signToolchain(
    folder,
    { product: 'ferrocene', package: 'rustc', files: ['bin/rustc', 'lib/libstd.so'], managedPrefixes: ['lib/'] },
    { product: 'ferrocene', package: 'cargo', files: ['bin/cargo'] },
  );
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What the package says of the folder as it is now. */
function examine() {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((each) => each.isFile()).map((each) => relative(folder, join(each.parentPath, each.name)));
  const tree = files.map((path) => ({
    path,
    mode: (statSync(join(folder, path)).mode & 0o7777).toString(8),
    sha256: sha256(readFileSync(join(folder, path))),
  }));
  const keychain = readKeychain({ ...trust, path: 'keys.json', now: Date.now() });
  const results = files
    .filter((path) => packageNamesOf(path) !== undefined)
    .map((path) => verifyPackage(readPackageManifest(readFileSync(join(folder, path), 'utf8'), path), keychain));
  return {
    failures: results.flatMap((result) => ('failure' in result ? [result.failure.kind] : [])),
    differences: comparePackages(
      results.flatMap((result) => ('package' in result ? [result.package] : [])),
      tree,
    ).map(({ kind, path }) => `${kind} ${path}`),
  };
}

test('a toolchain that was signed and let alone has no differences', () => {
  expect(examine()).toEqual({ failures: [], differences: [] });
});

test('everything that was done to its files since is told', () => {
  writeFileSync(join(folder, 'bin/rustc'), 'another');
  chmodSync(join(folder, 'bin/cargo'), 0o777);
  rmSync(join(folder, 'lib/libstd.so'));
  writeFileSync(join(folder, 'lib/libevil.so'), '');
  expect(examine()).toEqual({
    failures: [],
    differences: ['mode bin/cargo', 'changed bin/rustc', 'unexpected lib/libevil.so', 'missing lib/libstd.so'],
  });
});

test('a manifest that was changed, or signed by another vendor, proves nothing', () => {
  const manifest = join(folder, 'share/criticaltrust/ferrocene/cargo.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('bin/cargo', 'bin/carga'));
  expect(examine().failures).toEqual(['mismatch']);
  const { keys } = signToolchain(folder, { product: 'ferrocene', package: 'cargo', files: ['bin/cargo'] });
  expect(examine().failures).toEqual(['unknown-key']);
  trust = { ...trust, keys };
  expect(examine().failures).toEqual(['unknown-key', 'unknown-key']);
});
