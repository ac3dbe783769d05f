import { fakeWorld } from '@assay/host';
import { expect, it } from 'vitest';
import { featuresToBlame, readBlame } from './blame.js';

const on = new Set(['default', 'std', 'alloc', 'net']);

it.each([
  ['#![cfg_attr(not(feature = "std"), no_std)]', 'std', ['std']],
  ['#![cfg_attr(not(any(feature = "net", test)), no_std)]', 'std', ['net']],
  ['#![cfg_attr(\n    not(feature = "tls"),\n    no_std\n)]', 'std', ['std']],
  ['#![no_std]\n#[cfg(feature = "net")]\nextern crate std;', 'std', ['net']],
  ['#![no_std]\n#[cfg(feature = "net")]\n#[macro_use]\nextern crate std;', 'std', ['net']],
  ['#![no_std]\n#[macro_use]\nextern crate std;', 'std', []],
  ['#![no_std]\nextern crate alloc;', 'alloc', []],
  ['#![no_std]\n#[cfg(any(feature = "alloc", feature = "std"))] extern crate alloc;', 'alloc', ['alloc', 'std']],
  ['#![no_std]\n#[cfg(test)]\nextern crate std;\nmacros::root!();', 'std', ['std']],
  ['pub fn limit() {}', 'std', []],
  ['// #![no_std]\npub fn limit() {}', 'std', []],
  ['/* #![no_std] */', 'std', []],
] as const)('%j', (text, library, features) => {
  expect(readBlame(text, on, library)).toEqual(features);
});

it('blames no feature that is off', () => {
  expect(readBlame('#![cfg_attr(not(feature = "std"), no_std)]', new Set(['default']), 'std')).toEqual([]);
});

it('goes by custom where the source cannot be read, and blames none where there is no library', async () => {
  const world = fakeWorld();
  expect(await featuresToBlame(world, { source: '/gone/lib.rs', on, library: 'std' })).toEqual(['std']);
  expect(await featuresToBlame(world, { source: undefined, on, library: 'std' })).toEqual([]);
});

it('is quick on a source made to be slow', () => {
  const slow = `#![no_std] ${'#[cfg('.repeat(20_000)} ${'#![cfg_attr('.repeat(20_000)} ${'/*'.repeat(20_000)}`;
  const start = performance.now();
  readBlame(slow, on, 'std');
  expect(performance.now() - start).toBeLessThan(2000);
});
