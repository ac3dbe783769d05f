import { expect, it, vi } from 'vitest';
import { judgeChanged } from './support/coverage-run.js';
import { llvmVariables } from './support/llvm.js';
import { tool } from './support/tools.js';

it('measures conditions with 1.85.0 of Debian, by an option that is not stable there either', async ({ skip }) => {
  tool('rust_1_85', skip);
  const llvm = llvmVariables('19', skip);
  const judged = await judgeChanged('coverage-conditions', () => {
    for (const [name, value] of [['RUSTUP_TOOLCHAIN', '1.85.0'] as const, ...llvm]) vi.stubEnv(name, value);
  });
  expect(judged).toMatchObject({ verdict: 'pass', findings: [], gaps: [] });
  const { compiler, llvm: version, options, files } = judged.facts;
  expect(compiler?.release).toBe('1.85.0');
  expect(version).toMatch(/^19\./);
  expect(options).toEqual(['-C instrument-coverage', '-Z coverage-options=condition']);
  const conditions = files.flatMap(({ decisions }) => decisions.flatMap((decision) => decision.conditions));
  expect(conditions.map(({ text, whenTrue, whenFalse }) => [text, whenTrue, whenFalse])).toEqual([
    ['is_free', 'covered', 'covered'],
    ['is_locked', 'covered', 'covered'],
  ]);
});

it('says of 1.63.0 of Debian that nothing can be measured with it: it has no profiler runtime', async ({ skip }) => {
  tool('rust_1_63', skip);
  const judged = await judgeChanged('coverage-statement', () => vi.stubEnv('RUSTUP_TOOLCHAIN', '1.63.0'));
  expect(judged.verdict).toBe('no-verdict');
  expect(judged.findings).toEqual([]);
  expect(judged.gaps).toEqual([
    expect.objectContaining({
      what: 'what the tests reach',
      why: 'rustc 1.63.0 was built without the profiler runtime, so that nothing it compiles can be measured',
    }),
  ]);
});

it('uses no unstable option where only statements are asked for', async () => {
  const judged = await judgeChanged('coverage-statement');
  expect(judged.verdict).toBe('pass');
  expect(judged.facts.options).toEqual(['-C instrument-coverage']);
});
