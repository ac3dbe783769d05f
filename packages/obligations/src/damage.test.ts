import { describe, expect, test } from 'vitest';
import { obligationsOf } from './obligations.js';
import { decisionsIn, grammar, inShort, obligations } from './test-grammar.js';

describe('Rust that tree-sitter-rust 0.24 does not know', () => {
  test.each([
    ['unsafe extern "C" { pub safe fn g(); unsafe fn h(); safe static X: u8; }'],
    ['unsafe extern { fn g(); }'],
    ['fn g() { x(&raw); y(&raw.z, &raw[1]); &raw const a; &raw mut b; }'],
    ['fn g() { try!(x()); }'],
    ['fn g() { str!["x"]; }'],
    ['fn g() -> Vec::<u8> { x }'],
    ['fn g() { x::<-1>(); }'],
    ['fn g() { let A { #[cfg(x)] b, #[cfg(y)] c: d, .. } = e; }'],
    ['fn g() { (a, #[cfg(x)] b, #[cfg(not(x))] (c)) }'],
    ['fn g() { A { x, .. } = y; }'],
    ['macro_rules! m { (~ $a:expr) => { $a }; }\nfn g() { m!(~ 1); }'],
    ['fn g() { x as size_t <= y; x as a::c_int <= z; }'],
    ['fn g() { h(a, // why\n #[expect(x)]\n self.i()) }'],
    ['impl<T> A for B<T> where [(); N]: , {} trait C where D: {}'],
    ['extern "C" { pub type Opaque; pub type Array<T = u8>; }'],
    ['struct S(u8) where u8: Copy; fn g() { struct T<X> where X: Copy; }'],
  ])('%s', (source) => {
    const whole = `${source}\nfn f(a: bool) { if a && b {} }\n`;
    const { decisions, troubles, functions } = obligations(whole);
    expect([troubles, functions.filter(({ isKnown }) => !isKnown)]).toEqual([[], []]);
    expect(decisions.map((decision) => inShort(whole, decision))).toEqual(['if (⟨a⟩ && ⟨b⟩)']);
  });

  test('several in one file', () => {
    const source =
      'fn f() { let A { #[cfg(x)] b, .. } = c; if a <= b {} try!(d); }\nfn g() { let A { #[cfg(x)] b, .. } = c; }';
    expect(obligations(source).troubles).toEqual([]);
  });

  test('a repair moves nothing and changes no text', () => {
    expect(decisionsIn('if &raw.é && x(&raw) { try!(y(&raw)); }')).toEqual(['if (⟨&raw.é⟩ && ⟨x(&raw)⟩)']);
    // In strings and comments nothing is repaired.
    const source = 'fn f() { let x = "unsafe extern { &raw"; /* try! */ if a == "&raw.x" {} let y = A { b, .. } = c; }';
    expect(obligations(source).decisions.map(({ span }) => span.column)).toEqual([source.indexOf('a ==') + 1]);
  });

  test.each([
    ['#!/usr/bin/env run\nfn f() { if a {} }'],
    ['fn f() { let g = async |x: u8| { if a {} }; }'],
    ["fn f() -> impl Sized + use<'a, T> { if a {} }"],
    ['fn f() { c"abc"; cr"x"; br#"y"#; b\'z\'; if a {} }'],
    ["fn f() { let r#type = r#fn(); 'a: loop { if a {} } }"],
    ['fn f(/** doc */ x: u8) { /// doc\n let y = 1; if a {} }'],
    ['fn f() { unsafe { asm!("mov {0}, {1}", out(reg) x, in(reg) y, options(nostack)); } if a {} }'],
    ['fn f() { let gen = 1; let auto = 2; let union = 3; let default = 4; let raw = 5; if a {} }'],
  ])('known: %s', (source) => {
    const { decisions, troubles } = obligations(source);
    expect([decisions.map((decision) => inShort(source, decision)), troubles]).toEqual([['if ⟨a⟩'], []]);
  });
});

describe('what does not parse', () => {
  test('in one function makes that function unknown, with the reason and the place', () => {
    const source = 'fn f() { if a {} }\nfn g() {\n    let x = 1 @ 2;\n    if b {}\n}\nfn h() { if c {} }\n';
    const { functions, decisions, statements, troubles } = obligations(source);
    expect(functions.map(({ name, isKnown }) => [name, isKnown])).toEqual([
      ['f', true],
      ['g', false],
      ['h', true],
    ]);
    expect(decisions.map((decision) => inShort(source, decision))).toEqual(['if ⟨a⟩', 'if ⟨c⟩']);
    expect(statements.every(({ function: index }) => index !== 1)).toBe(true);
    expect(troubles.map(({ function: index, span }) => [index, span.line])).toEqual([[1, 3]]);
    expect(troubles[0]?.message).toMatch(/^does not parse: /);
  });

  test('in a function takes those inside it with it', () => {
    const { functions, troubles } = obligations('fn f() { fn g() { 1 @ 2 } }\nfn h() {}');
    expect(functions.map(({ name, isKnown }) => [name, isKnown])).toEqual([
      ['f', false],
      ['h', true],
    ]);
    expect(troubles).toHaveLength(1);
  });

  test.each([
    ['fn f() { if a {} \nfn g() {}\n'],
    ['fn f() { if a {} } }\nfn g() {}\n'],
    ['fn f() { (a; }\nfn g() {}\n'],
    ['fn f() { "a; }\nfn g() {}\n'],
    ["fn f() { 'ab'; }\nfn g() {}\n"],
    ['fn f() { r#"a"; }\nfn g() {}\n'],
    ['fn f() {} /* \nfn g() {}\n'],
  ])('so that the rest cannot be told makes the whole file unknown: %j', (source) => {
    const found = obligationsOf(grammar, source);
    expect(found.trouble?.message).toMatch(/^does not parse: /);
    expect(found.trouble?.span.line).toBeGreaterThan(0);
  });

  test('is told of a file that was merged halfway', () => {
    const found = obligationsOf(grammar, 'use a;\n<<<<<<< HEAD\nfn f() {}\n=======\nfn g() {}\n>>>>>>> other\n');
    expect(found.trouble ?? found.troubles[0]).toBeDefined();
  });

  test('between items is told without taking functions with it', () => {
    const { functions, troubles } = obligations('fn f() {}\ntrait A = B + C;\nfn g() {}');
    expect(functions.map(({ isKnown }) => isKnown)).toEqual([true, true]);
    expect(troubles.map(({ function: index }) => index)).toEqual([undefined]);
  });
});

test('a file that is included as an expression has decisions without a function', () => {
  for (const source of ['if a && b { 1 } else { 2 }', 'Some(if a && b { 1 } else { 2 })\n']) {
    const { decisions, troubles } = obligations(source);
    expect([decisions.map((decision) => [inShort(source, decision), decision.function]), troubles]).toEqual([
      [['if (⟨a⟩ && ⟨b⟩)', undefined]],
      [],
    ]);
  }
});

test.each([
  ['a && b', '⟨a⟩ && ⟨b⟩'],
  ['&[a && b]\n', '⟨a⟩ && ⟨b⟩'],
  ['c && d // why', '⟨c⟩ && ⟨d⟩'],
])('an included expression that is no item parses: %s', (source, decision) => {
  const { decisions, troubles } = obligations(source);
  expect(decisions.map((each) => inShort(source, each))).toEqual([expect.stringContaining(decision)]);
  expect(troubles).toEqual([]);
});

test('an empty file owes nothing', () => {
  for (const source of ['', '\n', '\ufeff', '// only a comment', '//! doc\n#![no_std]\n']) {
    const { functions, statements, decisions, troubles } = obligations(source);
    expect([functions, statements, decisions, troubles]).toEqual([[], [], [], []]);
  }
});
