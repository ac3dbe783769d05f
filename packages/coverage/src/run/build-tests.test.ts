import { fakeWorld, type ToolResult } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { buildTests } from './build-tests.js';

const run = { features: 'default' as const, 'default-features': true };
const finished = (success: boolean) => `${JSON.stringify({ reason: 'build-finished', success })}\n`;
const said = (stdout: string, status = 0, stderr = ''): ToolResult => ({ status, stdout, stderr });

/** What comes of it where Cargo answers this to `test` and `build`. */
const built = (answers: Record<string, ToolResult>, libraries = false, asked: string[] = []) =>
  buildTests(
    fakeWorld({
      tools: (_, args) => {
        asked.push(args.join(' '));
        return answers[args[0] ?? ''] ?? said('', 101);
      },
    }),
    run,
    libraries,
    {},
  );

const error = {
  reason: 'compiler-message',
  package_id: 'path+file:///workspace#app@0.1.0',
  target: { kind: ['lib'] },
  message: {
    level: 'error',
    message: 'cannot find function `g` in this scope',
    code: { code: 'E0425' },
    rendered: 'error[E0425]: …',
    spans: [{ file_name: 'src/lib.rs', line_start: 3, column_start: 5, is_primary: true }],
  },
};

describe('the tests', () => {
  it('are built as they are run, with Cargo’s messages', async () => {
    const asked: string[] = [];
    expect(await built({ test: said(finished(true)) }, false, asked)).toEqual({ stdout: finished(true) });
    expect(asked).toEqual(['test --message-format=json --no-run --workspace --locked --tests']);
  });

  it('are built with the libraries by themselves where examples call these', async () => {
    const asked: string[] = [];
    const answers = { test: said(`one\n${finished(true)}`), build: said(`two\n${finished(true)}`) };
    expect(await built(answers, true, asked)).toEqual({ stdout: `one\n${finished(true)}two\n${finished(true)}` });
    expect(asked[1]).toBe('build --message-format=json --lib --workspace --locked');
  });

  it('that do not compile are a gap, at the place that the compiler names', async () => {
    expect(await built({ test: said(`${JSON.stringify(error)}\n${finished(false)}`, 101) })).toEqual({
      gap: {
        what: 'what the tests reach with default features',
        why: 'the tests do not build: cannot find function `g` in this scope (E0425)',
        remedy:
          'run cargo test --no-run --workspace --locked --tests and repair what it names, or correct runs in [coverage]',
        at: { path: 'src/lib.rs', line: 3, column: 5 },
      },
    });
  });

  it('that Cargo refuses to build are a gap with its words', async () => {
    const stderr = "error: the package 'app' does not contain this feature: can\n";
    expect(await built({ test: said('', 101, stderr) })).toMatchObject({
      gap: { why: "the tests do not build: the package 'app' does not contain this feature: can" },
    });
  });

  it.each([
    ['says that it built, and ends badly', said(finished(true), 101)],
    ['ends well, and says that it did not', said(finished(false))],
    ['ends well, and says nothing', said('')],
    ['is cut off in its last words', said(finished(true).slice(0, -8))],
  ])('are not taken for built where Cargo %s', async (_, answer) => {
    expect(await built({ test: answer })).toHaveProperty('gap');
  });

  it('are not taken for built where the libraries do not build', async () => {
    expect(await built({ test: said(finished(true)), build: said(finished(false), 101) }, true)).toHaveProperty('gap');
  });
});
