import { describe, expect, it } from 'vitest';
import { workspace } from './controls.js';
import { examinedIn, inputsIn, unestablishedIn } from './evident.js';
import type { PackageFact } from './facts.js';

const app: Partial<PackageFact> = {
  ...{ id: 'app 0.1.0', name: 'app', source: 'member', manifest: 'app/Cargo.toml' },
  builtFor: ['app 0.1.0'],
};

it('counts the packages that are built', () => {
  const other = { id: 'other 1.0.0', name: 'other', builtFor: [] };
  expect(examinedIn(workspace([app, other]))).toBe(1);
});

describe('the files that facts were read from', () => {
  it('are the lock file and the manifests', () => {
    expect(inputsIn(workspace([app])).map(({ path }) => path)).toEqual(['Cargo.lock', 'Cargo.toml', 'app/Cargo.toml']);
  });

  it('are none where there is neither lock file nor graph', () => {
    expect(inputsIn(workspace([], { members: [], lock: { state: 'missing' } }))).toEqual([]);
  });
});

describe('what compiling had to show', () => {
  const open = ['whether app compiled with the baseline'];
  it.for([
    ['was asked for, and nothing was compiled', 'asked', [], open],
    ['was tried without a result', 'asked', [{}, { outcome: 'not-established' }], open],
    ['was tried for another baseline', 'asked', [{ rust: '1.70.0' }], open],
    ['failed, which is a result', 'asked', [{ outcome: 'failed' }], []],
    ['was shown', 'asked', [{}], []],
    ['was not asked for', 'not-asked', [], []],
  ] as const)('%s', ([, proof, runs, expected]) => {
    expect(unestablishedIn(workspace([app], { members: [{ proof }], runs }))).toEqual(expected);
  });
});
