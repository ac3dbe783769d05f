import { expect, it } from 'vitest';
import { examinedIn, inputsIn, unestablishedIn } from './evident.js';
import { facts } from './rules/controls.js';

it('counts the lock where the workspace has one', () => {
  expect([facts(), facts({ lockPresent: false, lock: null })].map(examinedIn)).toEqual([7, 6]);
});

it('rests on the pin, the lock and the configuration of Cargo', () => {
  const configFiles = [{ path: '.cargo/config.toml', inRepository: true }];
  expect(inputsIn(facts({ configFiles })).map(({ path }) => path)).toEqual([
    'rust-toolchain.toml',
    'assay.lock',
    '.cargo/config.toml',
  ]);
  expect(inputsIn(facts({ pin: null, lock: null }))).toEqual([]);
});

it.for([
  ['all was found', {}, []],
  ['there is no lock', { lockPresent: false, lock: null }, []],
  ['the lock was not held against it', { lock: null }, ['whether the toolchain is the one that is locked']],
  ['there is no toolchain', { sysroot: null, programs: [] }, ['which toolchain a build uses']],
  ['nothing is started', { programs: [] }, ['what a build starts as rustc']],
  ['rustc does not answer', { rustc: null }, ['which rustc runs in the workspace']],
  ['cargo does not answer', { cargo: null }, ['which cargo runs in the workspace']],
] as const)('leaves open what is not known where %s', ([, change, open]) => {
  expect(unestablishedIn(facts(change as object))).toEqual(open);
});
