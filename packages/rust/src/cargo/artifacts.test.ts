import { expect, it } from 'vitest';
import { readArtifacts } from './artifacts.js';

const message = (change: Record<string, unknown> = {}) =>
  JSON.stringify({
    reason: 'compiler-artifact',
    package_id: 'path+file:///w/app#0.1.0',
    manifest_path: '/w/app/Cargo.toml',
    target: { name: 'app', kind: ['bin'], crate_types: ['bin'] },
    profile: { opt_level: '0', test: false },
    features: ['default'],
    filenames: ['/t/app'],
    executable: '/t/app',
    fresh: false,
    ...change,
  });

it('reads what Cargo built, with its package, its features and its files', () => {
  expect(readArtifacts(message())).toEqual([
    {
      package: { name: 'app', version: '0.1.0', source: undefined, folder: '/w/app' },
      ...{ manifest: '/w/app/Cargo.toml', target: { name: 'app', kind: ['bin'] }, test: false },
      ...{ features: ['default'], files: ['/t/app'], executable: '/t/app' },
    },
  ]);
});

it('bears a package id of a form that it does not know, and a Cargo that names no features', () => {
  expect(readArtifacts(message({ package_id: 'app', features: undefined }))).toMatchObject([
    { package: undefined, features: [] },
  ]);
});

it.each([
  ['words of a build script', 'cargo:warning=hello\n{"a": 1}'],
  ['another message', '{"reason":"build-finished","success":true}'],
  ['a message that is cut off', message().slice(0, -20)],
  ['one of another form', message({ filenames: 'x' })],
  ['one without a target', message({ target: undefined })],
  ['nothing', ''],
])('takes nothing from %s', (_, line) => {
  expect(readArtifacts(`${line}\n${message()}\n`)).toHaveLength(1);
});
