import { basename, posix } from 'node:path';
import { checks } from '@assay/pipeline';
import { describe, expect, test } from 'vitest';
import { readJson, trackedFiles } from '../support/repository.js';
import { folderOf, readSources } from '../support/sources.js';
import { edges } from './edges.js';

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const owners = Object.keys(edges);
const sources = readSources();

/** What loads a module that ships beside the bundle, by a path that is known only when it runs. */
const shipsItself = ['packages/host/src/shipped.ts'];

/** `@assay/host/program` → `host`; undefined for what is not ours. */
function ours(specifier: string): string | undefined {
  return /^@assay\/([^/]+)/.exec(specifier)?.[1];
}

/** `zod/v4` → `zod`, `@actions/core/x` → `@actions/core`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function declared(owner: string): string[] {
  const { dependencies, devDependencies } = readJson<Manifest>(`${folderOf(owner)}/package.json`);
  return Object.keys({ ...dependencies, ...devDependencies });
}

test('the table names every package, and no other', () => {
  const manifests = trackedFiles().filter((path) => /^(packages\/[^/]+|actions)\/package\.json$/.test(path));
  expect(manifests.sort()).toEqual(owners.map((owner) => `${folderOf(owner)}/package.json`).sort());
  for (const owner of owners)
    expect(readJson<Manifest>(`${folderOf(owner)}/package.json`).name).toBe(`@assay/${owner}`);
});

test('the table has no cycle', () => {
  const reaches = (from: string, seen: readonly string[]): void => {
    expect(seen, `${[...seen, from].join(' → ')} is a cycle`).not.toContain(from);
    for (const to of edges[from] ?? []) reaches(to, [...seen, from]);
  };
  for (const owner of owners) reaches(owner, []);
});

test('no check may import another', () => {
  const names = checks.map(({ name }) => name);
  expect(owners).toEqual(expect.arrayContaining(names));
  for (const name of names) expect(edges[name]?.filter((to) => names.includes(to))).toEqual([]);
});

describe.each(owners)('%s', (owner) => {
  const allowed = [...(edges[owner] ?? [])].sort();
  const own = sources.filter((source) => source.owner === owner);

  test('package.json depends on what the table allows', () => {
    const dependencies = declared(owner).flatMap((name) => ours(name) ?? []);
    expect(dependencies.sort()).toEqual(allowed);
  });

  test('tsconfig.json refers to what the table allows', () => {
    const { references = [] } = readJson<{ references?: { path: string }[] }>(`${folderOf(owner)}/tsconfig.json`);
    expect(references.map(({ path }) => basename(posix.join(folderOf(owner), path))).sort()).toEqual(allowed);
  });

  test('every import is allowed, and what is allowed is imported', () => {
    expect(own.length).toBeGreaterThan(0);
    const imported = new Set(own.flatMap(({ imports }) => imports.flatMap((specifier) => ours(specifier) ?? [])));
    expect([...imported].sort()).toEqual(allowed);
  });

  test('every import of a package from elsewhere is in its own package.json', () => {
    const elsewhere = own.flatMap(({ path, isTest, imports }) =>
      imports
        .filter((specifier) => !/^(\.|node:|@assay\/)/.test(specifier) && !(isTest && specifier === 'vitest'))
        .map((specifier) => ({ path, name: packageOf(specifier) })),
    );
    const known = declared(owner).map((name) => name.replace(/^@types\//, ''));
    expect(elsewhere.filter(({ name }) => !known.includes(name))).toEqual([]);
  });

  test('relative imports stay inside the package, and none is hidden from this test', () => {
    const leaving = own.flatMap(({ path, imports }) =>
      imports.filter((specifier) => specifier.startsWith('.')).map((specifier) => posix.join(path, '..', specifier)),
    );
    expect(leaving.filter((path) => !path.startsWith(`${folderOf(owner)}/`))).toEqual([]);
    const hidden = own.filter(({ path }) => !shipsItself.includes(path));
    expect(hidden.flatMap(({ path, opaqueImports }) => opaqueImports.map((what) => `${path}: ${what}`))).toEqual([]);
  });
});
