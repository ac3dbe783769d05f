import { describe, expect, test } from 'vitest';
import { decisionsIn, inFunction, obligations, quoted, statementsIn } from './test-grammar.js';

describe('arguments of macros', () => {
  test.each([
    ['println!("{} {x}", a && b, x = c || d);', ['logic (⟨a⟩ && ⟨b⟩)', 'logic (⟨c⟩ || ⟨d⟩)']],
    ['vec![a && b, c];', ['logic (⟨a⟩ && ⟨b⟩)']],
    ['vec![a && b; n];', ['logic (⟨a⟩ && ⟨b⟩)']],
    ['dbg!(a && vec![b || c].is_empty());', ['logic (⟨a⟩ && ⟨vec![b || c].is_empty()⟩)', 'logic (⟨b⟩ || ⟨c⟩)']],
    ['m!(if a { 1 } else { 2 });', ['if ⟨a⟩']],
    ['m!({ let x = a()?; x });', ['try a()?']],
    ['m! { let x = a && b; c(); }', ['logic (⟨a⟩ && ⟨b⟩)']],
    ['m!(a && b, // why\n);', ['logic (⟨a⟩ && ⟨b⟩)']],
    ['println!("é 日本 𝄞 {}", a && b);', ['logic (⟨a⟩ && ⟨b⟩)']],
    ['stringify!(a && b); concat!(a); quote! { a && b }', []],
    // What does not parse as a whole may parse in parts.
    ['info!(field = ?value, a && b);', ['logic (⟨a⟩ && ⟨b⟩)']],
    [
      'select! { x = f(), if a && b => { if c {} } _ = g => h(d || e) }',
      ['logic (⟨a⟩ && ⟨b⟩)', 'if ⟨c⟩', 'logic (⟨d⟩ || ⟨e⟩)'],
    ],
  ])('%s', (body, decisions) => {
    expect(decisionsIn(body)).toEqual(decisions);
  });

  test('they know the macros around them', () => {
    expect(inFunction('outer!(inner!(a && b));').decisions.map(({ macros }) => macros)).toEqual([['outer', 'inner']]);
  });

  test('blocks in them hold statements, the arguments themselves are none', () => {
    expect(statementsIn('m!(a, { b(); c });')).toEqual(['macro: m!(a, { b(); c });', 'expression: b();', 'tail: c']);
  });

  test('functions in them are functions', () => {
    const { functions } = obligations(
      'thread_local! { static A: X = X::new(); }\nm! { fn f(a: bool) -> bool { a && b } }',
    );
    expect(functions.map(({ name, macros }) => [name, macros])).toEqual([['f', ['m']]]);
  });

  test('a static in a macro may run at run time', () => {
    const { decisions } = obligations('thread_local! { static A: bool = b && c; }');
    expect(decisions.map(({ constContext, macros }) => [constContext, macros])).toEqual([
      [undefined, ['thread_local']],
    ]);
  });
});

describe('assertions', () => {
  test.each([
    ['assert!(a && b, "{}", c || d);', ['assert (⟨a⟩ && ⟨b⟩)', 'logic (⟨c⟩ || ⟨d⟩)']],
    ['debug_assert!(!(a || b));', ['assert !((⟨a⟩ || ⟨b⟩))']],
    ['assert!(a);', ['assert ⟨a⟩']],
    ['assert!(t(true) == !b);', ['assert ⟨t(true) == !b⟩']],
    ['assert_eq!(a || b, c);', ['assert ⟨assert_eq!(a || b, c)⟩', 'logic (⟨a⟩ || ⟨b⟩)']],
    ['debug_assert_ne!(a, b);', ['assert ⟨debug_assert_ne!(a, b)⟩']],
    ['std::assert!(a && b);', ['assert (⟨a⟩ && ⟨b⟩)']],
  ])('%s', (body, decisions) => {
    expect(decisionsIn(body)).toEqual(decisions);
  });

  test('what the compiler does not record is said beforehand', () => {
    const [single, several, equal] = inFunction('assert!(a); assert!(a && b); assert_eq!(a, b);').decisions;
    const reasons = (decision: typeof single) =>
      decision !== undefined && 'conditions' in decision
        ? decision.conditions.map(({ unmeasured }) => unmeasured !== undefined)
        : [];
    expect([reasons(single), reasons(several)]).toEqual([[true], [false, false]]);
    expect([single?.unmeasured, several?.unmeasured]).toEqual([undefined, undefined]);
    expect(equal?.unmeasured).toBe('the decision is made inside the macro');
  });
});

describe('matches!', () => {
  test.each([
    ['let m = matches!(a, Some(1) | None);', ['matches ⟨matches!(a, Some(1) | None)⟩']],
    [
      'let m = matches!(a, Some(x) if x > 1 && b);',
      ['matches ⟨matches!(a, Some(x) if x > 1 && b)⟩', 'guard (⟨x > 1⟩ && ⟨b⟩)'],
    ],
    ['let m = matches!(a && b, true,);', ['matches ⟨matches!(a && b, true,)⟩', 'logic (⟨a⟩ && ⟨b⟩)']],
    // As a condition it is part of that decision, and not one of its own.
    ['if matches!(a, 1) && b {}', ['if (⟨matches!(a, 1)⟩ && ⟨b⟩)']],
    ['if !matches!(a, 1 if c && d) {}', ['if ⟨!matches!(a, 1 if c && d)⟩', 'guard (⟨c⟩ && ⟨d⟩)']],
    ['assert!(matches!(a, 1));', ['assert ⟨matches!(a, 1)⟩']],
  ])('%s', (body, decisions) => {
    expect(decisionsIn(body)).toEqual(decisions);
  });

  test('a macro call as a condition has no branch row, a `!` before it has', () => {
    const conditions = inFunction('if cfg!(a) && !matches!(b, 1) {}').decisions.flatMap((decision) =>
      'conditions' in decision ? decision.conditions : [],
    );
    expect(conditions.map(({ unmeasured }) => unmeasured !== undefined)).toEqual([true, false]);
  });
});

describe('bodies that no record shows', () => {
  test('macro definitions that hold decisions', () => {
    const source = [
      'macro_rules! plain { ($a:expr $(, $b:expr)?) => { f($a $(, $b)?, &&x, || 1) }; }',
      'macro_rules! deciding { ($a:expr) => { if $a { 1 } else { 2 } }; }',
      '#[cfg(unix)] macro_rules! both { ($a:expr) => { $a && b }; }',
      '#[cfg(test)] mod t { macro_rules! deciding { () => { if a {} } } }',
    ].join('\n');
    expect(obligations(source).macroBodies.map(({ name, kind, cfg }) => [name, kind, cfg])).toEqual([
      ['deciding', 'definition', []],
      ['both', 'definition', ['unix']],
    ]);
  });

  test('macro calls whose content is no Rust', () => {
    const source =
      'proptest! { fn f(x in 0..3) { if x > 1 { y } } }\nfn g() { json!({ "a": b && c }); json!({ "a": 1 }); Token![&&]; }';
    expect(obligations(source).macroBodies.map(({ kind, span }) => [kind, quoted(source, span).slice(0, 9)])).toEqual([
      ['call', 'proptest!'],
      ['call', 'json!({ "'],
    ]);
  });

  test('macro calls in macro calls without end', () => {
    const nested = `${'m!('.repeat(40)}a && b${')'.repeat(40)}`;
    const { decisions, macroBodies } = inFunction(`${nested};`);
    expect([decisions.length, macroBodies.length]).toEqual([0, 1]);
  });
});

test('branches of cfg_select are code under a cfg', () => {
  const source = 'fn f() { x(cfg_select! { unix => a && b, _ => { c || d } }); }';
  const { decisions } = obligations(source);
  expect(decisions.map(({ span, cfg }) => [quoted(source, span), cfg])).toEqual([
    ['a && b', ['unix']],
    ['c || d', ['not(unix)']],
  ]);
});
