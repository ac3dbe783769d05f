import { describe, expect, it } from 'vitest';
import type { FileFact } from '../facts.js';
import { parsed } from '../testing/parsed.js';
import { type Made, madeUp } from '../testing/reader.js';
import type { Context } from './context.js';
import { matchFile } from './match-file.js';

/** A file with this text, as these records have it. */
async function matched(
  text: string,
  made: Made[],
  change: Partial<Context> & { reached?: 'product' | undefined; isShared?: boolean } = {},
): Promise<FileFact> {
  const { isShared = false, ...context } = change;
  const reached = 'reached' in change ? change.reached : 'product';
  const place = { path: 'src/lib.rs', file: '/w/src/lib.rs', manifest: '/w/Cargo.toml', reached, isShared };
  const source = { ...place, obligations: await parsed(text), sha256: '0'.repeat(64), text };
  return matchFile(source, made.map(madeUp), {
    noConditions: undefined,
    memberOf: (manifest) => `member of ${manifest}`,
    calledAtCompileTime: new Set(),
    digestOf: (_, { name }) => `digest of ${name}`,
    ...context,
  });
}

const functions = ({ functions: all }: FileFact) => Object.fromEntries(all.map(({ name, state }) => [name, state]));
const statements = ({ statements: all }: FileFact) => all.map(({ from, in: owner, state }) => [from[0], owner, state]);

describe('a file', () => {
  it('is the source as it was parsed, of its member', async () => {
    expect(await matched('', [])).toMatchObject({
      ...{ path: 'src/lib.rs', sha256: '0'.repeat(64), member: 'member of /w/Cargo.toml' },
    });
  });

  it.each([
    ['in a record', 'fn f() {}', [{}], 'product', 'yes'],
    ['in none, though modules lead to it', 'fn f() {}', [], 'product', 'not in this configuration'],
    ['in none, and nothing leads to it', 'fn f() {}', [], undefined, 'by no build'],
    ['in none, and it holds nothing that would leave one', 'pub mod a; pub struct B;', [], 'product', 'yes'],
    ['in none, and only test code would leave one', '#[test] fn f() {}', [], 'product', 'yes'],
    ['in none, nothing leads to it, and it holds nothing', 'pub struct B;', [], undefined, 'by no build'],
  ] as const)('that is %s', async (_, text, made, reached, compiled) => {
    expect((await matched(text, [...made], { reached })).compiled).toBe(compiled);
  });
});

describe('a function', () => {
  it('is entered where its own region was, or anything in it', async () => {
    const text = 'fn f() {\n    a();\n}\nfn g() {\n    a();\n}\nfn h() {\n    a();\n}\n';
    const fact = await matched(text, [{ counts: { '1:1': 2, '4:1': 0, '5:5': 3, '7:1': 0, '8:5': 0 } }]);
    expect(functions(fact)).toEqual({ f: 'covered', g: 'covered', h: 'missed' });
    expect(fact.functions[0]).toMatchObject({ from: [1, 1], to: [3, 2], digest: 'digest of f' });
  });

  it('is entered by any of several records', async () => {
    const made = [{ counts: { '1:1': 0 } }, {}, { counts: { '1:1': 1 } }];
    expect(functions(await matched('fn f() {}', made))).toEqual({ f: 'covered' });
  });

  it('is not compiled where its cfg is off, and not known where the compiler says nothing of it', async () => {
    const fact = await matched('#[cfg(unix)]\nfn f() {}\nfn g() {}\n#[tokio::main]\nasync fn h() {}\n', [{}]);
    expect(fact.functions.map(({ state, why }) => [state, why])).toEqual([
      ['not-compiled', 'cfg(unix)'],
      ['not-measured', 'the compiler kept no record of it'],
      ['not-measured', 'the attribute tokio::main rewrites its function'],
    ]);
  });

  it('is not known where it does not parse, whatever was counted', async () => {
    const fact = await matched('fn f() { let = ; }\nfn g() {}\n', [{ counts: { '1:1': 5, '2:1': 5 } }]);
    expect(fact.functions.map(({ state, why }) => [state, why])).toEqual([
      ['not-measured', 'its body does not parse'],
      ['covered', undefined],
    ]);
  });

  it('that is a test owes nothing, and the statements of the others keep their function', async () => {
    const text = '#[test]\nfn t() {\n    a();\n}\nfn g() {\n    a();\n}\n';
    const fact = await matched(text, [{ counts: { '2:1': 1, '5:1': 0, '6:5': 0 } }]);
    expect(functions(fact)).toEqual({ g: 'missed' });
    expect(statements(fact)).toEqual([[6, 0, 'missed']]);
  });
});

describe('a const fn that constants call', () => {
  const text = 'const fn f(a: bool) -> u8 {\n    if a { 1 } else { 2 }\n}\n';
  const never: Made = { counts: { '1:1': 0, '2:5': 0, '2:10': 0, '2:21': 0 }, values: { a: [0, 0] } };
  const calledAtCompileTime = new Set(['f']);

  it('only runs at compile time where no test enters it, with all that it holds', async () => {
    const fact = await matched(text, [never], { calledAtCompileTime });
    expect(functions(fact)).toEqual({ f: 'compile-time' });
    expect(new Set(fact.statements.map(({ state }) => state))).toEqual(new Set(['compile-time']));
    const [decision] = fact.decisions;
    expect(decision?.outcomes.map(({ state }) => state)).toEqual(['compile-time', 'compile-time']);
    expect(decision?.conditions).toMatchObject([
      { whenTrue: 'compile-time', whenFalse: 'compile-time', mcdc: 'compile-time' },
    ]);
  });

  it('is like any other where a test enters it: what it holds was missed', async () => {
    const counts = { ...never.counts, '1:1': 1, '2:5': 1, '2:21': 1 };
    const fact = await matched(text, [{ counts, values: { a: [0, 1] } }], { calledAtCompileTime });
    expect(functions(fact)).toEqual({ f: 'covered' });
    expect(fact.decisions[0]?.conditions).toMatchObject([{ whenTrue: 'missed', whenFalse: 'covered' }]);
  });

  it('is like any other where no constant calls it, or it is no const fn', async () => {
    expect(functions(await matched(text, [never]))).toEqual({ f: 'missed' });
    const plain = await matched(text.replace('const ', ''), [never], { calledAtCompileTime });
    expect(functions(plain)).toEqual({ f: 'missed' });
  });
});

describe('what stands outside of functions', () => {
  it('belongs to none, and runs at compile time where it is a constant', async () => {
    const fact = await matched('const X: u8 = if A { 1 } else { 2 };\n', [{}]);
    expect(fact.statements.map(({ in: owner, state }) => [owner, state])).toEqual([]);
    expect(fact.decisions.map(({ in: owner, outcomes }) => [owner, ...outcomes.map(({ state }) => state)])).toEqual([
      [null, 'compile-time', 'compile-time'],
    ]);
  });

  it('is not known of a macro: it owes a statement and a decision at least', async () => {
    const text = 'macro_rules! m {\n    ($a:expr) => {\n        if $a { f() }\n    };\n}\n';
    const fact = await matched(text, [{}]);
    expect(statements(fact)).toEqual([[1, null, 'not-measured']]);
    expect(fact.decisions.map(({ outcomes }) => outcomes.map(({ state }) => state))).toEqual([['not-measured']]);
  });
});

describe('a closure that is one plain expression', () => {
  it('is not known, and the reason says how it would be', async () => {
    const fact = await matched('fn f() {\n    v.map(|p| p.r);\n}\n', [{ counts: { '2:5': 1 } }]);
    expect(fact.statements.map(({ state, why }) => [state, why])).toEqual([
      ['covered', undefined],
      ['not-measured', expect.stringContaining('in braces it keeps one')],
    ]);
  });
});

describe('a file that is compiled into a test as well', () => {
  it('is not known to be reached: the records do not tell its copies apart', async () => {
    const made = { counts: { '1:1': 1, '2:5': 1, '2:10': 0 }, values: { a: [0, 1] as const } };
    const fact = await matched('fn f() {\n    if a { b() }\n}\n', [made], { isShared: true });
    expect(functions(fact)).toEqual({ f: 'not-measured' });
    expect(fact.statements.map(({ state }) => state)).not.toContain('covered');
    expect(fact.decisions[0]?.conditions).toMatchObject([{ whenTrue: 'missed', whenFalse: 'not-measured' }]);
  });
});
