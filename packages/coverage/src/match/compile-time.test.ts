import { expect, it } from 'vitest';
import { parsed } from '../testing/parsed.js';
import { calledAtCompileTime } from './compile-time.js';

const calledIn = async (...sources: string[]) => [...calledAtCompileTime(await Promise.all(sources.map(parsed)))];

it('knows the const fn that a constant calls, in any file', async () => {
  expect(await calledIn('pub const fn size(n: u32) -> u32 { n }', 'const SIZE: u32 = size(4);')).toEqual(['size']);
});

it('excuses none of several with one name: which of them was called, their name does not tell', async () => {
  const both = 'impl A { pub const fn new() -> A { A } } impl B { pub const fn new() -> B { B } }';
  expect(await calledIn(both, 'static A0: A = A::new();')).toEqual([]);
});

it('excuses none that only runs later, or is no const fn', async () => {
  expect(await calledIn('const fn f() {} fn g() { f() }')).toEqual([]);
  expect(await calledIn('fn f() {} const X: () = f();')).toEqual([]);
});
