import { fakeWorld, type ToolResult, type World } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { CoverageSettings } from '../settings.js';
import type { PanickingTests } from './panicking-tests.js';
import { runApart } from './run-apart.js';

const run = { features: 'default' as const, 'default-features': true };
const said = (stdout: string, status = 0): ToolResult => ({ status, stdout, stderr: '' });
const result = (passed: number, failed = 0, filtered = 0) =>
  said(
    `running ${passed + failed} tests\n\ntest result: ok. ${passed} passed; ${failed} failed; 0 ignored; 0 measured; ${filtered} filtered out\n`,
    failed === 0 ? 0 : 101,
  );

interface Case {
  panicking?: Partial<PanickingTests>;
  list?: ToolResult;
  others?: ToolResult;
  these?: ToolResult;
  examples?: ToolResult;
  hasDoctests?: boolean;
}

/** What comes of it where Cargo answers this; `started` takes what was run, with the folder for its profiles. */
async function apart(
  { panicking, list, others = result(3), these = result(1), examples = result(2), hasDoctests = false }: Case,
  started: string[] = [],
) {
  const world: World = {
    ...fakeWorld(),
    tools: {
      async run(_, args, { env } = {}) {
        const words = args.join(' ');
        started.push(`${env?.LLVM_PROFILE_FILE?.split('/').at(-2)}: ${words}`);
        if (words.endsWith('-- --list')) return list ?? said('stops: test\nturns: test\n');
        if (args.includes('--doc')) return examples;
        return /--exact (?!--skip)/.test(words) ? these : others;
      },
    },
  };
  return runApart(world, run, {
    settings: CoverageSettings.parse({}),
    panicking: Promise.resolve({ names: new Set<string>(), inExamples: false, ...panicking }),
    buildEnv: { LLVM_PROFILE_FILE: '/run/build/%p.profraw' },
    ...{ env: {}, folder: '/run', hasDoctests },
  });
}
const stops = { names: new Set(['stops']) };

describe('tests', () => {
  it('are run in one go where none of them panics', async () => {
    const started: string[] = [];
    expect(await apart({}, started)).toMatchObject({ outcome: 'passed', output: { passed: 3 }, panicking: 0 });
    expect(started).toEqual(['tests: test --no-fail-fast --workspace --locked --tests']);
  });

  it('that panic are run apart, with profiles of their own, and all are counted once', async () => {
    const started: string[] = [];
    const found = await apart({ panicking: stops, others: result(3, 0, 1), these: result(1, 0, 3) }, started);
    expect(found).toMatchObject({ outcome: 'passed', output: { passed: 4, filtered: 0 }, panicking: 1 });
    expect(started).toEqual([
      'build: test --workspace --locked --tests -- --list',
      'tests: test --no-fail-fast --workspace --locked --tests -- --exact --skip stops',
      'panicking: test --no-fail-fast --workspace --locked --tests -- --exact stops',
    ]);
  });

  it('are run in one go where those that may panic are in no program of this run', async () => {
    const started: string[] = [];
    await apart({ panicking: stops, list: said('turns: test\n') }, started);
    expect(started.slice(1)).toEqual(['tests: test --no-fail-fast --workspace --locked --tests']);
  });

  it('fail where either part does', async () => {
    expect(await apart({ panicking: stops, these: result(0, 1) })).toMatchObject({ outcome: 'failed', panicking: 1 });
    expect(await apart({ panicking: stops, others: result(2, 1) })).toMatchObject({ outcome: 'failed' });
  });

  it('are not known where either part is not', async () => {
    expect(await apart({ panicking: stops, these: said('', 101) })).toMatchObject({ outcome: 'ended', gap: {} });
    expect(await apart({ panicking: stops, others: said('', 101) })).toMatchObject({ outcome: 'ended', gap: {} });
  });

  it('are not run at all where they cannot be told apart', async () => {
    const started: string[] = [];
    expect(await apart({ panicking: stops, list: said('', 101) }, started)).toEqual({
      outcome: 'ended',
      gap: {
        what: 'what the tests reach with default features',
        why: expect.stringContaining('a test program does not list its tests'),
        remedy: expect.stringContaining('cargo test --workspace --locked --tests -- --list'),
      },
    });
    expect(started).toHaveLength(1);
  });
});

describe('examples in the documentation', () => {
  it('are run behind the tests, with their profiles', async () => {
    const started: string[] = [];
    expect(await apart({ hasDoctests: true }, started)).toMatchObject({ output: { passed: 5 }, panicking: 0 });
    expect(started[1]).toMatch(/^tests: test --doc /);
  });

  it('leave their profiles with those that panic where one of them does', async () => {
    const started: string[] = [];
    const found = await apart({ hasDoctests: true, panicking: { inExamples: true } }, started);
    expect(found).toMatchObject({ output: { passed: 5 }, panicking: 2 });
    expect(started[1]).toMatch(/^panicking: test --doc /);
  });

  it('fail the run where they fail', async () => {
    expect(await apart({ hasDoctests: true, examples: result(1, 1) })).toMatchObject({ outcome: 'failed' });
  });
});
