import { describe, expect, test } from 'vitest';
import { inFunction, obligations, quoted, statementsIn } from './test-grammar.js';

describe('what is a statement', () => {
  test.each([
    ['let x = 1;', ['let: let x = 1;']],
    ['let x;', []],
    [';;', []],
    ['x = 1; f(); a', ['expression: x = 1;', 'expression: f();', 'tail: a']],
    ['println!("x"); m!{}', ['macro: println!("x");', 'tail: m!{}']],
    ['m! { } f()', ['macro: m! { }', 'tail: f()']],
    [
      'fn g() {} struct S; use a::b; const K: u8 = 1; static T: u8 = 2; type U = u8; impl S {} macro_rules! m { () => {} }',
      [],
    ],
    ['if a { b(); } c', ['expression: if a { b(); }', 'expression: b();', 'tail: c']],
    ['if a { b } else { c }', ['tail: if a { b } else { c }', 'tail: b', 'tail: c']],
    [
      'match a { 1 => b, 2 => { c(); } 3 => {} _ => () }',
      ['tail: match a { 1 => b, 2 => { c(); } 3 => {} _ => () }', 'arm: b', 'expression: c();', 'arm: ()'],
    ],
    ['let c = |x| x + 1;', ['let: let c = |x| x + 1;', 'closure: x + 1']],
    ['let c = |x| { x + 1 };', ['let: let c = |x| { x + 1 };', 'tail: x + 1']],
    ['loop { break; }', ['tail: loop { break; }', 'expression: break;']],
    ['unsafe { a(); } b', ['expression: unsafe { a(); }', 'expression: a();', 'tail: b']],
    ["'l: { a(); }", ["tail: 'l: { a(); }", 'expression: a();']],
    ['let x = async { a };', ['let: let x = async { a };', 'tail: a']],
    ['let Some(x) = y else { return };', ['let: let Some(x) = y else { return };', 'tail: return']],
    ['// a comment\na(); /* b */ c();', ['expression: a();', 'expression: c();']],
    ['/// a doc comment\n#[allow(x)]\nlet a = 1;', ['let: let a = 1;']],
  ])('%s', (body, statements) => {
    expect(statementsIn(body)).toEqual(statements);
  });
});

test('what a constant is made of is no statement, the body of a closure in it is', () => {
  const source = 'const A: u8 = { let x = 1; x };\nstatic B: X = X::new(|| { f(); 1 });\nconst fn c() -> u8 { 1 }\n';
  const { statements } = obligations(source);
  expect(statements.map((statement) => [quoted(source, statement.span), statement.constContext])).toEqual([
    ['f();', undefined],
    ['1', undefined],
    ['1', 'const fn'],
  ]);
});

describe('where its count is', () => {
  /** The text that follows each place of the first statement. */
  function places(body: string, index = 0): string[] {
    const source = `fn f() {\n${body}\n}\n`;
    const { probes } = obligations(source).statements[index] ?? {};
    return (probes?.at ?? []).map(({ line, column }) =>
      quoted(source, { line, column, endLine: line, endColumn: column + 3 }),
    );
  }

  test('at the value of a let, then at what it binds', () => {
    expect(places('let (abc, mut bcd) = xyz;')).toEqual(['let', 'xyz', 'abc', 'mut', 'bcd']);
    expect(places('let mut abc = xyz;')).toEqual(['let', 'xyz', 'mut', 'abc']);
  });

  test('at the names of methods and at arguments', () => {
    expect(places('abc.method(xyz).last::<u8>();')).toEqual(['abc', 'las', 'met', 'xyz']);
  });

  test('at operands that are always evaluated, and at no others', () => {
    expect(places('aaa && bbb;')).toEqual(['aaa']);
    expect(places('aaa + bbb;')).toEqual(['aaa', 'bbb']);
    expect(places('if aaa { bbb }')).toEqual(['if ', 'aaa']);
    expect(places('for aaa in bbb { ccc }')).toEqual(['for', 'bbb']);
    expect(places('let clo = |abc| xyz;')).toEqual(['let', 'clo']);
  });

  test('of a match at its arms too, which are counted for certain', () => {
    expect(places('match aaa { 1 => bbb, _ => { ccc } }')).toEqual(['mat', 'aaa', 'bbb', '{ c', 'ccc']);
  });

  test('of a macro at its arguments and at the next statement', () => {
    expect(places('mac!("text", !abc, xyz); nxt();')).toEqual(['mac', '!ab', 'abc', 'xyz', 'nxt']);
  });

  test('a statement with a cfg may not be there when the next one is', () => {
    expect(places('#[cfg(x)]\nmac!(); nxt();')).toEqual(['mac']);
  });

  test('in a block that is run or skipped as a whole also at its brace', () => {
    expect(places('if a { abc; }', 1)).toEqual(['abc', '{ a']);
    expect(places('if a { loop { abc; } }', 2)).toEqual(['abc']);
    expect(places("if a { 'l: { abc; } }", 2)).toEqual(['abc']);
    expect(places('if a { { abc; } }', 2)).toEqual(['abc', '{ {', '{ a']);
    expect(places('|| { abc; }', 1)).toEqual(['abc']);
  });
});

describe('where the code begins that is run or skipped as a whole', () => {
  function from(body: string, text: string): string {
    const source = `fn f() {\n${body}\n}\n`;
    const { statements } = obligations(source);
    const statement = statements.find(({ span }) => quoted(source, span) === text);
    if (statement === undefined) throw new Error(`no statement ${text}`);
    const { line, column } = statement.probes.from;
    return quoted(source, { line, column, endLine: line, endColumn: column + 8 });
  }

  test.each([
    ['x;', 'x;', 'fn f() {'],
    ['if a { x; }', 'x;', '{ x; }'],
    ['if a {} else { x; }', 'x;', '{ x; }'],
    ['while a { x; }', 'x;', '{ x; }'],
    ['for a in b { x; }', 'x;', '{ x; }'],
    ['loop { x; }', 'x;', 'fn f() {'],
    ['{ x; }', 'x;', 'fn f() {'],
    ['match a { Some(b) => { x; } _ => 1 }', 'x;', 'Some(b)'],
    ['match a { Some(b) => x, _ => 1 }', 'x', 'Some(b)'],
    ['let c = |a| { x; };', 'x;', '{ x; };'],
    ['let c = async move { x; };', 'x;', '{ x; };'],
    ['a && { x; true };', 'x;', '{ x; tru'],
    ['let A = b else { x; return };', 'x;', '{ x; ret'],
    ['#[cfg(unix)]\nx;', 'x;', 'x;'],
  ])('%s', (body, text, begins) => {
    expect(from(body, text).trimEnd()).toBe(begins);
  });

  test('the body of an async function is a coroutine with regions of its own', () => {
    const source = 'async fn f() { x; }';
    expect(obligations(source).statements[0]?.probes.from).toEqual({ line: 1, column: 14 });
  });
});

test('a statement knows its function, its cfg and the macros around it', () => {
  const { statements, functions } = inFunction('#[cfg(unix)]\n{ a(); }\nm!({ b(); });\nfn g() { c(); }');
  const names = statements.map((statement) => [
    functions[statement.function ?? -1]?.name,
    statement.cfg,
    statement.macros,
  ]);
  expect(names).toEqual([
    ['f', ['unix'], []],
    ['f', ['unix'], []],
    ['f', [], []],
    ['f', [], ['m']],
    ['f::g', [], []],
  ]);
});
