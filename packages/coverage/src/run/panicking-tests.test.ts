import { fakeWorld, WorldError } from '@assay/host';
import { describe, expect, it } from 'vitest';
import type { Source } from '../sources/read-sources.js';
import { choosing, listPanicking, panickingTests } from './panicking-tests.js';

function source(text: string, ...functions: { name: string; shouldPanic: boolean }[]): Source {
  return { text, obligations: { functions } } as unknown as Source;
}

describe('tests that panic', () => {
  it('are found by their attribute, whatever module they stand in', () => {
    const { names, inExamples } = panickingTests([
      source('', { name: 'tests::refuses', shouldPanic: true }, { name: 'tests::takes', shouldPanic: false }),
      source('// ```should_panic is no example in a plain comment'),
    ]);
    expect([...names]).toEqual(['refuses']);
    expect(inExamples).toBe(false);
  });

  const inTests = (
    text: string,
    ...functions: [name: string, from: number, to: number, isTest?: boolean][]
  ): Source => {
    const items = functions.map(([name, line, endLine, isTest = true]) => {
      return { name, isTest, shouldPanic: false, span: { line, column: 1, endLine, endColumn: 1 } };
    });
    return { text, obligations: { functions: items } } as unknown as Source;
  };

  it('are found by what they do about a panic', () => {
    const text =
      'fn a() {\n  catch_unwind(f)\n}\nfn b() {\n  spawn(f).join().unwrap_err();\n}\nfn c() { spawn(f).join().unwrap(); }';
    expect([...panickingTests([inTests(text, ['a', 1, 3], ['t::b', 4, 6], ['c', 7, 7])]).names]).toEqual(['a', 'b']);
  });

  it('are found by the helpers that they call, in any file', () => {
    const helpers = 'fn refused(f: F) { catch_unwind(f) }\nfn both() { refused(f); refused(g) }';
    const tests = 'fn x() { common::both() }\nfn y() { refused_not() }';
    const { names } = panickingTests([
      inTests(helpers, ['refused', 1, 1], ['both', 2, 2]),
      inTests(tests, ['x', 1, 1], ['y', 2, 2]),
    ]);
    expect([...names].sort()).toEqual(['both', 'refused', 'x']);
  });

  it('are none where the product itself goes on after a panic', () => {
    expect(panickingTests([inTests('fn serve() { catch_unwind(f) }', ['serve', 1, 1, false])]).names.size).toBe(0);
  });

  it.each(['/// ```should_panic', '    //! ```rust,should_panic', ' * ```ignore,should_panic'])(
    'are found among examples: %s',
    (text) => {
      expect(panickingTests([source(`fn a() {}\n${text}\n`)]).inExamples).toBe(true);
    },
  );

  const ask = (answer: { status: number; stdout: string } | WorldError) =>
    listPanicking(
      fakeWorld({ tools: () => (answer instanceof WorldError ? answer : { ...answer, stderr: '' }) }),
      ['test'],
      {},
      {
        names: new Set(['refuses']),
        inExamples: false,
      },
    );

  it('are named in full by the test programs themselves', async () => {
    const stdout = 'b::refuses: test\na::takes: test\na::refuses: test\nrefuses: benchmark\n\n3 tests, 1 benchmark\n';
    expect(await ask({ status: 0, stdout })).toEqual(['a::refuses', 'b::refuses']);
  });

  it('are not known where a program does not list them', async () => {
    expect(await ask({ status: 101, stdout: 'a::refuses: test\n' })).toBeUndefined();
    expect(await ask(new WorldError('killed', 'cargo', 'ended'))).toBeUndefined();
    await expect(ask(new WorldError('interrupted', 'cargo', 'ended'))).rejects.toThrow('ended');
  });
});

it('runs these alone, or all but these', () => {
  expect(choosing('cargo', ['a::x', 'y'], 'others')).toEqual(['--', '--exact', '--skip', 'a::x', '--skip', 'y']);
  expect(choosing('cargo', ['a::x', 'y'], 'these')).toEqual(['--', '--exact', 'a::x', 'y']);
  expect(choosing('nextest', ['a::x', 'y'], 'others')).toEqual(['-E', 'not (test(=a::x) | test(=y))']);
  expect(choosing('nextest', ['a::x'], 'these')).toEqual(['-E', 'test(=a::x)']);
});
