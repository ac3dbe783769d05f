import { fakeWorld, type ToolResult, type World, WorldError } from '@assay/host';
import { statedFeaturesInWords } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import { CoverageSettings } from '../settings.js';
import { selection } from './cargo-words.js';
import { runDoctests, runTests } from './run-tests.js';

const run = { features: 'default' as const, 'default-features': true };
const settings = CoverageSettings.parse({ timeout: 60 });
const passing =
  'running 1 test\ntest a ... ok\n\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n';

interface Started {
  args: readonly string[];
  env: Record<string, string | undefined> | undefined;
  timeout: number | undefined;
}

/** A world in which Cargo answers this, and notes how it was started. */
function world(
  answer: ToolResult | WorldError,
  started: Started[] = [],
  environment: Record<string, string> = {},
): World {
  return {
    ...fakeWorld({ environment }),
    tools: {
      async run(_, args, { env, timeout } = {}) {
        started.push({ args, env, timeout });
        if (answer instanceof WorldError) throw answer;
        return answer;
      },
    },
  };
}
const said = (stdout: string, status = 0, stderr = ''): ToolResult => ({ status, stdout, stderr });
const ran = (answer: ToolResult | WorldError, own = settings) => runTests(world(answer), run, own, [], {});

describe('tests', () => {
  it('are run by Cargo for the whole workspace, all of them, for as long as the policy lets them', async () => {
    const started: Started[] = [];
    await runTests(world(said(passing), started), run, settings, ['--', '--exact', 'a'], { LLVM_PROFILE_FILE: '/p' });
    expect(started).toEqual([
      {
        args: ['test', '--no-fail-fast', '--workspace', '--locked', '--tests', '--', '--exact', 'a'],
        env: { LLVM_PROFILE_FILE: '/p' },
        timeout: 60_000,
      },
    ]);
  });

  it('are run by nextest where the policy says so', async () => {
    const started: Started[] = [];
    const summary = '     Summary [   0.013s] 1 test run: 1 passed, 0 skipped\n';
    const own = CoverageSettings.parse({ runner: 'nextest' });
    expect(await runTests(world(said('', 0, summary), started), run, own, [], {})).toMatchObject({ outcome: 'passed' });
    expect(started[0]?.args.slice(0, 3)).toEqual(['nextest', 'run', '--no-fail-fast']);
  });

  it('passed where Cargo says so, and failed where it does not, whatever they print', async () => {
    expect(await ran(said(passing))).toMatchObject({ outcome: 'passed', output: { passed: 1 } });
    expect(await ran(said(passing, 101))).toMatchObject({ outcome: 'failed', output: { passed: 1 } });
    expect(await ran(said('running 2 tests\n', 101))).toMatchObject({ outcome: 'failed', output: { unfinished: 1 } });
  });

  it('passed where there are none: that none ran is told elsewhere', async () => {
    expect(await ran(said(''))).toMatchObject({ outcome: 'passed', output: { passed: 0, unfinished: 0 } });
  });

  it('are not known where Cargo refuses before it starts one', async () => {
    expect(
      await ran(
        said('', 101, 'error: the lock file /workspace/Cargo.lock needs to be updated but --locked was passed\n'),
      ),
    ).toEqual({
      outcome: 'ended',
      gap: {
        what: 'what the tests reach with default features',
        why: expect.stringMatching(/^cargo test ran no test: .*--locked/),
        remedy: 'run cargo test --no-fail-fast --workspace --locked --tests and see what it says',
      },
    });
  });

  it('are not known where there is no nextest', async () => {
    const own = CoverageSettings.parse({ runner: 'nextest' });
    expect(await ran(said('', 101, 'error: no such command: `nextest`\n'), own)).toMatchObject({
      outcome: 'ended',
      gap: { why: 'cargo nextest ran no test: no such command: `nextest`' },
    });
  });

  it('are not known where they do not end, or cannot be started', async () => {
    const late = new WorldError('timed-out', 'cargo', 'cargo did not end in 60 s');
    expect(await ran(late)).toEqual({
      outcome: 'timed out',
      gap: {
        what: 'what the tests reach with default features',
        why: 'cargo did not end in 60 s',
        remedy: 'find the test that does not end, or raise timeout in [coverage]',
      },
    });
    expect(await ran(new WorldError('killed', 'cargo', 'cargo was killed'))).toMatchObject({ outcome: 'ended' });
  });

  it('end where the user interrupts', async () => {
    const interrupted = new WorldError('interrupted', 'cargo', 'interrupted');
    await expect(ran(interrupted)).rejects.toBe(interrupted);
  });
});

describe('examples in the documentation', () => {
  it('are run with the option that links what writes profiles, beside the flags of the configuration', async () => {
    const started: Started[] = [];
    await runDoctests(world(said(passing), started), run, settings, {});
    expect(started[0]?.args.join(' ')).toBe(
      'test --doc --no-fail-fast --config build.rustdocflags=["-C","instrument-coverage"] --workspace --locked',
    );
  });

  it('are run with it behind the flags of the environment, which replace those of the configuration', async () => {
    const started: Started[] = [];
    const doc = world(said(passing), started, { RUSTDOCFLAGS: '--cfg docsrs' });
    await runDoctests(doc, run, CoverageSettings.parse({ runner: 'nextest' }), { A: 'b' });
    expect(started[0]).toMatchObject({ env: { A: 'b', RUSTDOCFLAGS: '--cfg docsrs -C instrument-coverage' } });
    expect(started[0]?.args.join(' ')).toBe('test --doc --no-fail-fast --workspace --locked');
  });
});

describe('a run', () => {
  it.each([
    ['default', true, '', 'default features'],
    ['all', true, ' --all-features', 'all features'],
    ['none', true, ' --no-default-features', 'no features'],
    [['can', 'log'], true, ' --features can,log', 'default features and can, log'],
    [['can'], false, ' --no-default-features --features can', 'can'],
  ] as const)('with the features %j (default ones: %s)', (features, defaults, flags, words) => {
    const own = { features: typeof features === 'string' ? features : [...features], 'default-features': defaults };
    expect(selection(own).join(' ')).toBe(`--workspace --locked --tests${flags}`);
    expect(statedFeaturesInWords(own)).toBe(words);
  });
});
