import { expect, it } from 'vitest';
import { reachOfCrates } from './reach.js';

const std = ['std-1', 'core-1', 'alloc-1', 'compiler_builtins-1'];

it('tells what each crate links, and whether it names that itself', () => {
  const reach = reachOfCrates([
    { crate: 'plain-1', links: ['core-1', 'compiler_builtins-1'] },
    { crate: 'heap-1', links: ['core-1', 'alloc-1'] },
    { crate: 'full-1', links: std },
    { crate: 'above_heap-1', links: ['core-1', 'heap-1', 'alloc-1'] },
    { crate: 'above_full-1', links: ['core-1', 'full-1', ...std] },
    // #![no_std] with `extern crate std` before anything of `full`.
    { crate: 'both-1', links: ['core-1', 'std-1', 'alloc-1', 'full-1'] },
    // std brings alloc; that heap names alloc does not make heap the one that brings std.
    { crate: 'heap_then_std-1', links: ['core-1', 'heap-1', 'alloc-1', 'std-1'] },
  ]);
  expect(Object.fromEntries(reach)).toEqual({
    'plain-1': { reaches: 'core', itself: true },
    'heap-1': { reaches: 'alloc', itself: true },
    'full-1': { reaches: 'std', itself: true },
    'above_heap-1': { reaches: 'alloc', itself: false },
    'above_full-1': { reaches: 'std', itself: false },
    'both-1': { reaches: 'std', itself: true },
    'heap_then_std-1': { reaches: 'std', itself: true },
  });
});

it('is not misled by packages that are called as the standard library or nearly so', () => {
  const reach = reachOfCrates([
    { crate: 'std-own', links: ['core-1'] },
    { crate: 'user-1', links: ['core-1', 'std-own', 'alloc_counter-1', 'rustc_std_workspace_alloc-1', 'std_detect-1'] },
    { crate: 'alloc_counter-1', links: ['core-1'] },
  ]);
  expect(reach.get('user-1')).toEqual({ reaches: 'core', itself: true });
});

it('knows nothing of a crate that links not even core', () => {
  expect(reachOfCrates([{ crate: 'bare-1', links: [] }]).size).toBe(0);
});
