import { describe, expect, test } from 'vitest';
import { decisionsIn, inFunction, inShort, obligations, quoted } from './test-grammar.js';

describe('a condition has the span of rustc’s branch row', () => {
  test.each([
    ['if a {}', 'if ⟨a⟩'],
    ['if !a {}', 'if ⟨!a⟩'],
    ['if !!a {}', 'if ⟨!!a⟩'],
    ['if !(a) {}', 'if ⟨!(a)⟩'],
    ['if !(!(a)) {}', 'if ⟨!(!(a))⟩'],
    ['if (a) && (b) {}', 'if (⟨(a)⟩ && ⟨(b)⟩)'],
    ['if ((a)) && (((b))) {}', 'if (⟨((a))⟩ && ⟨(((b)))⟩)'],
    ['if !(a && b) {}', 'if !((⟨a⟩ && ⟨b⟩))'],
    ['if !(!(a && b)) {}', 'if !(!((⟨a⟩ && ⟨b⟩)))'],
    ['if (a && !(b)) {}', 'if (⟨a⟩ && ⟨!(b)⟩)'],
    ['if !(!(a)) || !(!a && !b) {}', 'if (⟨!(!(a))⟩ || !((⟨!a⟩ && ⟨!b⟩)))'],
    ['if a || b && c {}', 'if (⟨a⟩ || (⟨b⟩ && ⟨c⟩))'],
    ['if a && b && c {}', 'if ((⟨a⟩ && ⟨b⟩) && ⟨c⟩)'],
    ['if a & b || c ^ d {}', 'if (⟨a & b⟩ || ⟨c ^ d⟩)'],
    ['if *&a && (&b).clone() {}', 'if (⟨*&a⟩ && ⟨(&b).clone()⟩)'],
    ['if t(a) == t(b) && true {}', 'if (⟨t(a) == t(b)⟩ && ⟨true⟩)'],
    ['if a\n  .b()\n  && c {}', 'if (⟨a\n  .b()⟩ && ⟨c⟩)'],
    ['if /* x */ a /* y */ && // z\n b {}', 'if (⟨a⟩ && ⟨b⟩)'],
    ['while !t(a) {}', 'while ⟨!t(a)⟩'],
    ['if true {}', 'if ⟨true⟩'],
  ])('%s', (source, short) => {
    expect(decisionsIn(source)).toEqual([short]);
  });
});

describe('patterns', () => {
  test.each([
    ['if let Some(x) = b {}', 'if-let ⟨Some(x)⟩'],
    ['if let Some(1 | 2) | None = b {}', 'if-let ⟨Some(1 | 2) | None⟩'],
    ['if let | Some(1) | None = o {}', 'if-let ⟨| Some(1) | None⟩'],
    ['if let (Some(1) | None) = o {}', 'if-let ⟨Some(1) | None⟩'],
    ['if let Some(x @ 1..=3) = b {}', 'if-let ⟨Some(x @ 1..=3)⟩'],
    ['if let x @ Some(_) = o {}', 'if-let ⟨x⟩'],
    ['if let ref x @ Some(_) = o {}', 'if-let ⟨ref x⟩'],
    ['if let mut x @ Some(_) = o {}', 'if-let ⟨mut x⟩'],
    ['if let (x @ Some(_)) = o {}', 'if-let ⟨x⟩'],
    ['if let None::<u32> = o {}', 'if-let ⟨None::<u32>⟩'],
    ['while let Some(x) = it {}', 'while-let ⟨Some(x)⟩'],
    ['if a && let Some(x) = b && x > 1 {}', 'chain ((⟨a⟩ && ⟨Some(x)⟩) && ⟨x > 1⟩)'],
    ['if let Some(x) = b && (a || x == 2) {}', 'chain (⟨Some(x)⟩ && (⟨a⟩ || ⟨x == 2⟩))'],
    ['while let Some(x) = it && t(a) {}', 'chain (⟨Some(x)⟩ && ⟨t(a)⟩)'],
    ['let Some(q) = b else { return };', 'let-else ⟨Some(q)⟩'],
    ['let (Some(q), true) = (b, a) else { return };', 'let-else ⟨(Some(q), true)⟩'],
    ['let Some(q): Option<u32> = b else { return };', 'let-else ⟨Some(q)⟩'],
    ['let mut w @ Some(_) = o else { return };', 'let-else ⟨mut w⟩'],
  ])('%s', (source, short) => {
    expect(decisionsIn(source)).toEqual([short]);
  });

  test('one that matches everything decides nothing', () => {
    expect(decisionsIn('if let x = q {} let (a, mut b) = c else { return }; while let _ = d {}')).toEqual([]);
    expect(decisionsIn('if let x = f() && x > 1 {}')).toEqual(['if ⟨x > 1⟩']);
    // A name with a capital letter may be a constant, and `Some(x)` may be refuted.
    expect(decisionsIn('if let K = q {} if let (x, None) = q {}')).toEqual(['if-let ⟨K⟩', 'if-let ⟨(x, None)⟩']);
  });
});

describe('&& and || as values', () => {
  test.each([
    ['let q = a && b;', ['logic (⟨a⟩ && ⟨b⟩)']],
    ['let q = !(a && b);', ['logic !((⟨a⟩ && ⟨b⟩))']],
    ['let q = a && !(a || b);', ['logic (⟨a⟩ && !((⟨a⟩ || ⟨b⟩)))']],
    ['let q = a == (a || b);', ['logic (⟨a⟩ || ⟨b⟩)']],
    ['t(a || b);', ['logic (⟨a⟩ || ⟨b⟩)']],
    ['a && t(b);', ['logic (⟨a⟩ && ⟨t(b)⟩)']],
    ['return a || b;', ['logic (⟨a⟩ || ⟨b⟩)']],
    ['let f = |x: bool| x && b;', ['logic (⟨x⟩ && ⟨b⟩)']],
    ['m |= a && b;', ['logic (⟨a⟩ && ⟨b⟩)']],
    ['let k = S { x: a && b, ..S::d() };', ['logic (⟨a⟩ && ⟨b⟩)']],
    ['let k = !a;', []],
    ['let k = a & b;', []],
    // What stands inside a condition is a decision of its own.
    ['if a == (b || c) {}', ['if ⟨a == (b || c)⟩', 'logic (⟨b⟩ || ⟨c⟩)']],
    ['if { let k = t(a); k && b } {}', ['if ⟨{ let k = t(a); k && b }⟩', 'logic (⟨k⟩ && ⟨b⟩)']],
    ['let v = (if a { b } else { !b }) || c;', ['logic (⟨(if a { b } else { !b })⟩ || ⟨c⟩)', 'if ⟨a⟩']],
    ['if (|| a || b)() {}', ['if ⟨(|| a || b)()⟩', 'logic (⟨a⟩ || ⟨b⟩)']],
  ])('%s', (source, short) => {
    expect(decisionsIn(source)).toEqual(short);
  });

  test('a thousand conditions in a row are one decision', () => {
    const { decisions } = inFunction(`let q = ${Array.from({ length: 1000 }, (_, i) => `a${i}`).join(' || ')};`);
    expect(decisions).toHaveLength(1);
    const [only] = decisions;
    expect(only?.kind === 'logic' && only.conditions.map(({ text }) => text).slice(-2)).toEqual(['a998', 'a999']);
  });
});

describe('where a count tells the outcome', () => {
  /** The texts from each place on to the end of its line. */
  function outcomes(body: string): { whenTrue: string[]; whenFalse: string[] } {
    const source = `fn f() {\n${body}\n}\n`;
    const [decision] = obligations(source).decisions;
    if (decision === undefined || !('outcomes' in decision)) throw new Error('no such decision');
    const texts = ({ at }: { at: readonly { line: number; column: number }[] }) =>
      at.map((place) => quoted(source, { ...place, endLine: place.line, endColumn: 1000 }));
    return { whenTrue: texts(decision.outcomes.whenTrue), whenFalse: texts(decision.outcomes.whenFalse) };
  }

  test('without else: the block, or the brace that closes it', () => {
    expect(outcomes('if a { x(1); }')).toEqual({
      whenTrue: ['{ x(1); }', 'x(1); }', '1); }'],
      whenFalse: ['}', ''],
    });
    expect(outcomes('if a {}')).toEqual({ whenTrue: ['{}'], whenFalse: ['}', ''] });
  });

  test('with else: one block or the other', () => {
    expect(outcomes('if a {1} else {2}')).toEqual({
      whenTrue: ['{1} else {2}', '1} else {2}'],
      whenFalse: ['{2}', '2}'],
    });
    expect(outcomes('if a {} else if b {}').whenFalse).toEqual(['if b {}', 'b {}']);
  });

  test('let-else: what is bound, or the block', () => {
    expect(outcomes('let Some(q) = b else { return };').whenTrue).toContain('q) = b else { return };');
    expect(outcomes('let Some(q) = b else { return };').whenFalse).toEqual(['{ return };', 'return };']);
  });

  test('a first statement that is a macro may leave no code', () => {
    expect(outcomes('if a { debug!("x"); y(); }').whenTrue).toEqual(
      expect.arrayContaining(['debug!("x"); y(); }', 'y(); }']),
    );
  });
});

describe('match', () => {
  test('each arm is an outcome, a guard is a decision', () => {
    expect(decisionsIn('match (a, b) { (1, None) | (2, _) => x(), (3, Some(x)) if x > 1 && c => 2, _ => {} }')).toEqual(
      ['match (1, None) | (2, _) / (3, Some(x)) / _', 'guard (⟨x > 1⟩ && ⟨c⟩)'],
    );
    expect(decisionsIn('match a { Some(x) if let Some(y) = x => 1, _ => 2 }')).toEqual([
      'match Some(x) / _',
      'guard ⟨Some(y)⟩',
    ]);
  });

  test('one arm decides nothing', () => {
    expect(decisionsIn('match a { x => x }; match b {}')).toEqual([]);
  });

  test('an arm carries its cfg, and is counted from its pattern on', () => {
    const { decisions } = inFunction('match a { #[cfg(unix)] 1 => x(), _ => {} }');
    const [match] = decisions;
    if (match?.kind !== 'match') throw new Error('no match');
    expect(match.arms.map(({ cfg }) => cfg)).toEqual([['unix'], []]);
    expect(match.arms[0]?.probes.from).toEqual({ line: 2, column: 24 });
    expect(match.arms[0]?.probes.at[0]).toEqual({ line: 2, column: 29 });
    expect(match.arms[1]?.probes.at).toEqual([{ line: 2, column: 39 }]);
  });
});

describe('the question mark', () => {
  test('each is a decision, on one line or several', () => {
    expect(decisionsIn('a()?;')).toEqual(['try a()?']);
    expect(decisionsIn('x\n.map(f)\n.then(|x| g(x)?)?\n.last()?;')).toHaveLength(3);
  });

  test('its place is the mark itself', () => {
    const source = 'fn f() {\n    let é = g(1)?.h()?;\n    next();\n}\n';
    const tries = obligations(source).decisions.flatMap((decision) => (decision.kind === 'try' ? [decision] : []));
    expect(tries.map(({ mark }) => quoted(source, mark))).toEqual(['?', '?']);
    expect(tries.map(({ mark }) => mark.column)).toEqual([23, 18]);
  });

  test('its success is told by what follows it: the method, the binding, the next statement', () => {
    const continuation = (body: string) => {
      const [decision] = inFunction(body).decisions;
      return decision?.kind === 'try' ? decision.continuation : undefined;
    };
    expect(continuation('g()?.h();')).toEqual({
      from: { line: 2, column: 6 },
      at: [{ line: 2, column: 6 }],
      until: { line: 2, column: 7 },
    });
    expect(continuation('let x = g()?;')?.at).toEqual([{ line: 2, column: 5 }]);
    expect(continuation('g()?;\nnext;')).toEqual({ from: { line: 3, column: 1 }, at: [{ line: 3, column: 1 }] });
    expect(continuation('h(g()?)')).toEqual({
      from: { line: 2, column: 1 },
      at: [{ line: 2, column: 1 }],
      until: { line: 2, column: 2 },
    });
    expect(continuation('g()?')?.at).toEqual([]);
    expect(continuation('if a && g()? {}\nnext;')).toBeUndefined();
  });
});

test('a constant is decided at compile time', () => {
  const source =
    'const D: bool = A && B;\nstatic S: u8 = if A { 1 } else { 2 };\nconst fn c() { if A {} }\n' +
    'fn f() { let a = [0; if A { 1 } else { 2 }]; const { if A {} } }\nstatic L: X = X::new(|| a && b);\nenum E { V = if A { 1 } else { 2 } }';
  const { decisions } = obligations(source);
  expect(decisions.map((decision) => [inShort(source, decision), decision.constContext])).toEqual([
    ['logic (⟨A⟩ && ⟨B⟩)', 'constant'],
    ['if ⟨A⟩', 'constant'],
    ['if ⟨A⟩', 'const fn'],
    ['if ⟨A⟩', 'constant'],
    ['if ⟨A⟩', 'constant'],
    // A closure in a constant runs later.
    ['logic (⟨a⟩ && ⟨b⟩)', undefined],
    ['if ⟨A⟩', 'constant'],
  ]);
});
