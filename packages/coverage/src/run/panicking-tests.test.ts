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
