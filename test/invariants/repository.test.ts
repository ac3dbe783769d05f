import { execFileSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readJson, readText, root, trackedFiles } from '../support/repository.js';

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const files = trackedFiles();
const texts = files
  .filter((path) => !/\.(zip|png|crate|gz)$/.test(path))
  .map((path) => ({ path, text: readText(path) }));

/** Files that hold any of the words (not as the end of a longer one), with the word. */
function holding(words: readonly string[]): string[] {
  const patterns = words.map((word) => new RegExp(`(?<![\\w.-])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
  return texts.flatMap(({ path, text }) =>
    patterns.flatMap((pattern) => pattern.exec(text)?.[0] ?? []).map((word) => `${path}: ${word}`),
  );
}

test('no file holds a path of the machine that it was written on', () => {
  expect(texts.length).toBeGreaterThan(100);
  const folders = [root, homedir()].map((folder) => join(folder, '/'));
  expect(holding(folders)).toEqual([]);
});

test('no file names a mirror of a package registry', () => {
  const configured = [
    ...['npm_config_registry', 'PIP_INDEX_URL', 'GOPROXY'].map((name) => process.env[name] ?? ''),
    execFileSync('npm', ['config', 'get', 'registry'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] }).toString(),
  ];
  const hosts = configured.flatMap((text) =>
    [...text.matchAll(/https?:\/\/(?:[^@/\s]*@)?([^/:,\s]+)/g)].map(([, host]) => host ?? ''),
  );
  const ofEverybody = ['registry.npmjs.org', 'pypi.org', 'proxy.golang.org'];
  expect(holding(hosts.filter((host) => !ofEverybody.includes(host)))).toEqual([]);
});

test('the lock file resolves by digest, never by address', () => {
  expect(readText('pnpm-lock.yaml')).toMatch(/integrity: sha512-/);
  expect(readText('pnpm-lock.yaml')).not.toMatch(/tarball:/);
});

describe('package.json', () => {
  test.each(files.filter((path) => /(^|\/)package\.json$/.test(path) && !/^(actions\/[^/]+\/)?dist\//.test(path)))(
    '%s asks for exact versions',
    (path) => {
      const { dependencies, devDependencies, optionalDependencies } = readJson<Manifest>(path);
      const asked = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
      expect(asked.filter(([, version]) => !/^(\d+\.\d+\.\d+|workspace:\*)$/.test(version))).toEqual([]);
    },
  );
});
