import { fakeWorld } from '@assay/host';
import { expect, it } from 'vitest';
import { readGraph } from './graph.js';

const id = (name: string, version: string) =>
  `registry+https://github.com/rust-lang/crates.io-index#${name}@${version}`;

const declared = (more: object) => ({
  ...{
    name: 'rand',
    rename: null,
    kind: null,
    optional: false,
    uses_default_features: true,
    features: [],
    target: null,
  },
  ...more,
});

const described = (name: string, version: string, dependencies: object[] = []) => ({
  ...{ id: id(name, version), name, version, features: {}, dependencies, targets: [] },
});

const resolved = (name: string, version: string, kinds: object[] = [{ kind: null, target: null }]) => ({
  ...{ name, pkg: id('rand', version), dep_kinds: kinds },
});

async function dependencies(all: object[], deps: object[]) {
  const packages = [described('pump', '1.0.0', all), described('rand', '0.7.3'), described('rand', '0.8.5')];
  const workspace_members = [id('pump', '1.0.0')];
  const stdout = JSON.stringify({
    packages,
    workspace_members,
    resolve: { nodes: [{ id: id('pump', '1.0.0'), deps }] },
  });
  const read = await readGraph(fakeWorld({ tools: () => ({ status: 0, stdout, stderr: '' }) }));
  if ('failure' in read) throw new Error(read.failure.message);
  const [pump] = read.graph.values();
  return pump?.dependencies.map(({ calledIn, to, target }) => [calledIn, to.split(' ')[1], target]);
}

it('takes each declaration for the version that was locked for it', async () => {
  const all = [declared({ rename: 'rand-old' }), declared({})];
  expect(await dependencies(all, [resolved('rand_old', '0.7.3'), resolved('rand', '0.8.5')])).toEqual([
    ['rand-old', '0.7.3', undefined],
    ['rand', '0.8.5', undefined],
  ]);
  // The library of the package is called otherwise than it.
  expect(await dependencies(all, [resolved('rand_old', '0.7.3'), resolved('dice', '0.8.5')])).toEqual([
    ['rand-old', '0.7.3', undefined],
    ['rand', '0.8.5', undefined],
  ]);
});

it('keeps the tables of targets apart, and leaves out what is for tests and build scripts', async () => {
  const target = 'cfg(unix)';
  const all = [declared({ target }), declared({ kind: 'dev' }), declared({ kind: 'build', rename: 'other' })];
  const kinds = [
    { kind: null, target },
    { kind: 'dev', target: null },
  ];
  expect(await dependencies(all, [resolved('rand', '0.8.5', kinds)])).toEqual([['rand', '0.8.5', target]]);
});

it('takes the version that was locked for the table, where each has another', async () => {
  const [unix, windows] = ['cfg(unix)', 'cfg(windows)'];
  const all = [declared({ target: unix }), declared({ target: windows })];
  const locked = [
    resolved('rand', '0.7.3', [{ kind: null, target: windows }]),
    resolved('rand', '0.8.5', [{ kind: null, target: unix }]),
  ];
  expect(await dependencies(all, locked)).toEqual([
    ['rand', '0.8.5', unix],
    ['rand', '0.7.3', windows],
  ]);
});

it('has no dependency where Cargo locked none', async () => {
  expect(await dependencies([declared({ target: 'cfg(any())' })], [])).toEqual([]);
});
