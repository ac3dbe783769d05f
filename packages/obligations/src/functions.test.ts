import { describe, expect, test } from 'vitest';
import type { FunctionItem } from './obligation.js';
import { obligations, quoted } from './test-grammar.js';

function only(source: string): FunctionItem {
  const { functions } = obligations(source);
  const [first] = functions;
  if (first === undefined || functions.length > 1) throw new Error(`${functions.length} functions`);
  return first;
}

describe('names', () => {
  test.each([
    ['fn f() {}', ['f']],
    ['mod a { mod b { fn f() {} } fn g() {} }', ['a::b::f', 'a::g']],
    ['impl S { fn f() {} }', ['S::f']],
    ['impl<T> List<T> { fn f() {} }', ['List::f']],
    ['impl List<u8> { fn f() {} }', ['List<u8>::f']],
    ['impl<T> fmt::Display for List<T> { fn f() {} }', ['<List<T> as fmt::Display>::f']],
    ['trait T { fn f() {} fn g(); }', ['T::f']],
    ['fn f() { fn g() {} || { fn h() {} }; impl S { fn m() {} } }', ['f', 'f::g', 'f::h', 'f::S::m']],
    ['extern "C" { fn f(); }', []],
    ['const X: u8 = { const fn f() -> u8 { 1 } f() };', ['f']],
    ['fn r#type() {}', ['r#type']],
  ])('%s', (source, names) => {
    expect(obligations(source).functions.map(({ name }) => name)).toEqual(names);
  });
});

describe('kinds', () => {
  test.each([
    ['const fn f() {}', { isConst: true }],
    ['async fn f() {}', { isAsync: true }],
    ['pub const unsafe extern "C" fn f() {}', { isConst: true }],
    ['fn f<T>() {}', { isGeneric: true }],
    ['fn f<const N: usize>() {}', { isGeneric: true }],
    ["fn f<'a>(x: &'a u8) {}", {}],
    ['fn f(x: impl A) {}', { isGeneric: true }],
    ['fn f(x: &[impl A]) {}', { isGeneric: true }],
    ['fn f() -> impl A {}', {}],
    ['impl<T> S<T> { fn f() {} }', { isGeneric: true }],
    ["impl<'a> S<'a> { fn f() {} }", {}],
    ['trait T { fn f() {} }', { isGeneric: true }],
    ['fn f(x: fn() -> u8) { const A: u8 = 1; }', {}],
  ])('%s', (source, kinds) => {
    const { isConst, isAsync, isGeneric } = only(source);
    expect({ isConst, isAsync, isGeneric }).toEqual({ isConst: false, isAsync: false, isGeneric: false, ...kinds });
  });
});

test('spans: the item without its attributes, its body, and where LLVM’s first region begins', () => {
  const source = '/// doc\n#[inline] pub(crate) fn é(x: u8) -> u8 {\n\tx\n}\n';
  const { span, bodySpan, signature } = only(source);
  expect(quoted(source, span)).toBe('pub(crate) fn é(x: u8) -> u8 {\n\tx\n}');
  expect(quoted(source, bodySpan)).toBe('{\n\tx\n}');
  expect(signature).toEqual({ line: 2, column: 11 });
});

describe('test code', () => {
  test.each([
    ['#[test] fn f() {}', '#[test]'],
    ['#[tokio::test(flavor = "x")] async fn f() {}', '#[tokio::test]'],
    ['#[rstest]\n#[case(1)] fn f() {}', '#[rstest]'],
    ['#[bench] fn f() {}', '#[bench]'],
    ['#[cfg(test)] fn f() {}', '#[cfg(test)]'],
    ['#[cfg(all(test, feature = "x"))] fn f() {}', '#[cfg(all(test, feature = "x"))]'],
    ['#[cfg(any(test))] fn f() {}', '#[cfg(any(test))]'],
    ['#[cfg(test)]\nmod tests { use super::*; fn f() { if a {} } }', '#[cfg(test)]'],
    ['mod tests { #![cfg(test)] fn f() {} }', '#[cfg(test)]'],
    ['#![cfg(test)]\nfn f() {}', '#[cfg(test)]'],
    ['#[cfg(test)] impl S { fn f() {} }', '#[cfg(test)]'],
  ])('%s', (source, attribute) => {
    const { functions, statements, decisions, excludedRegions } = obligations(source);
    expect(functions.map(({ isTest }) => isTest)).toEqual([true]);
    expect([statements, decisions]).toEqual([[], []]);
    expect(excludedRegions.map(({ reason }) => reason)).toEqual([`test code: ${attribute}`]);
  });

  test.each([
    '#[cfg(not(test))] fn f() {}',
    '#[cfg(any(test, feature = "x"))] fn f() {}',
    '#[cfg(feature = "test")] fn f() {}',
    '#[cfg_attr(test, inline)] fn f() {}',
    '#[contest::protest_not] fn f() {}',
    'fn test() {}',
  ])('not test code: %s', (source) => {
    const { functions, excludedRegions } = obligations(source);
    expect([functions.map(({ isTest }) => isTest), excludedRegions]).toEqual([[false], []]);
  });

  test('a statement for tests alone is left out, and said to be', () => {
    const source = 'fn f() { a(); #[cfg(test)] { if b { c(); } } d(); }';
    const { statements, decisions, excludedRegions } = obligations(source);
    expect(statements.map(({ span }) => quoted(source, span))).toEqual(['a();', 'd();']);
    expect(decisions).toEqual([]);
    expect(excludedRegions.map(({ span }) => quoted(source, span))).toEqual(['{ if b { c(); } }']);
  });

  test.each([
    ['fn f() { match a { #[cfg(test)] P => { b(); } _ => c() } }', '#[cfg(test)] P => { b(); }', ['c()']],
    ['cfg_if! { if #[cfg(test)] { fn g() { b(); } } else { fn g() { c(); } } }', '{ fn g() { b(); } }', ['c();']],
    ['fn f() { cfg_select! { test => { b(); } _ => { c(); } } }', '{ b(); }', ['c();']],
  ])('what stands under a condition for tests alone is said to be left out: %s', (source, region, owed) => {
    const { statements, excludedRegions } = obligations(source);
    expect(excludedRegions.map(({ span }) => quoted(source, span))).toEqual([region]);
    expect(excludedRegions.map(({ reason }) => reason)).toEqual(['test code: #[cfg(test)]']);
    const own = statements.map(({ span }) => quoted(source, span));
    expect(own).toEqual(expect.arrayContaining(owed));
    expect(own).not.toContain('b();');
  });

  test('an attribute of an arm holds once for what stands in the arm', () => {
    const { decisions } = obligations('fn f() { match x { #[cfg(a)] P if g(|y| y && z) => 1, _ => 2 } }');
    expect(decisions.flatMap(({ kind, cfg }) => (kind === 'logic' ? [cfg] : []))).toEqual([['a']]);
  });

  test('a test that passes when it panics is marked', () => {
    expect(only('#[test] #[should_panic(expected = "x")] fn f() {}').shouldPanic).toBe(true);
    expect(only('#[test] fn f() {}').shouldPanic).toBe(false);
  });
});

describe('attributes', () => {
  test('cfg of everything around, the outermost first', () => {
    const source =
      '#![cfg(a)]\n#[cfg(b)] mod m { #[cfg(c)] impl S { #[cfg(d = "e")]\n #[cfg(not(f))] fn f() { #[cfg(g)] x(); } } }';
    expect(only(source).cfg).toEqual(['a', 'b', 'c', 'd = "e"', 'not(f)']);
    expect(obligations(source).statements[0]?.cfg).toEqual(['a', 'b', 'c', 'd = "e"', 'not(f)', 'g']);
  });

  test('a cfg that itself is conditional', () => {
    expect(only('#[cfg_attr(unix, cfg(feature = "x"))] fn f() {}').cfg).toEqual(['any(not(unix), feature = "x")']);
  });

  test('macros among the attributes, and no others', () => {
    const source =
      '#[inline(always)] #[allow(clippy::x)] #[tokio::main] #[cfg_attr(a, instrument, must_use)] #[unsafe(no_mangle)] #[rustfmt::skip] fn f() {}';
    expect(only(source).macroAttributes).toEqual(['tokio::main', 'instrument']);
  });
});
