import { fakeWorld, type ToolResult, type World } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { CoverageSettings } from '../settings.js';
import { end, exportOf, region } from '../testing/records.js';
import { measure } from './measure.js';

const run = { features: 'default' as const, 'default-features': true };
const said = (stdout: string, status = 0, stderr = ''): ToolResult => ({ status, stdout, stderr });
const tool = (name: string) => ({ name, program: `/llvm/${name}`, identity: { args: [], parse: () => undefined } });
const tools = { profdata: tool('llvm-profdata'), cov: tool('llvm-cov'), version: '22.1.8' };
const members = [{ name: 'app', version: '0.1.0', manifest: '/workspace/Cargo.toml', targets: [] }];

const messages = [
  {
    ...{
      reason: 'compiler-artifact',
      package_id: 'path+file:///workspace#app@0.1.0',
      manifest_path: '/workspace/Cargo.toml',
    },
    ...{ target: { name: 'app', kind: ['lib'] }, profile: { test: true } },
    ...{ filenames: ['/workspace/target/debug/deps/app-1'], executable: '/workspace/target/debug/deps/app-1' },
  },
  { reason: 'build-finished', success: true },
];
const built = said(messages.map((each) => `${JSON.stringify(each)}\n`).join(''));
const passing =
  'running 1 test\ntest a ... ok\n\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n';
const profiles = 'target/assay/build/coverage/run-1/tests';

interface Answers {
  build?: ToolResult;
  tests?: ToolResult;
  cov?: ToolResult;
  left?: string[];
  settings?: Record<string, unknown>;
}

/** What comes of a run where Cargo and the tools answer this; `started` takes the variables of each. */
function measured(
  { build = built, tests = said(passing), cov, left = ['1-a.profraw'], settings = {} }: Answers,
  started: Record<string, string | undefined>[] = [],
) {
  const files = Object.fromEntries(left.map((name) => [`${profiles}/${name}`, '']));
  const fake = fakeWorld({ files: { 'target/debug/deps/app-1': 'program', ...files } });
  const world: World = {
    ...fake,
    tools: {
      async run({ name }, args, { env } = {}) {
        if (name === 'llvm-profdata') return said('');
        if (name === 'llvm-cov') {
          return cov ?? said(exportOf({ filename: '/workspace/src/lib.rs', segments: [region(1, 1, 1), end(2, 2)] }));
        }
        started.push({ words: args.join(' '), ...env });
        return args.includes('--no-run') ? build : tests;
      },
    },
  };
  const panicking = Promise.resolve({ names: new Set<string>(), inExamples: false });
  const own = CoverageSettings.parse(settings);
  return measure(world, run, 0, { tools, wrapper: '/scratch/rustc', members, settings: own, panicking });
}

const command = 'cargo test --no-fail-fast --workspace --locked --tests';
const none = { passed: 0, failed: 0, ignored: 0, filtered: 0, panicking: 0, failures: [] };

describe('a run', () => {
  it('is told with its command, its outcome, and what was instrumented, by the names that Cargo has for it', async () => {
    const { fact, records, gaps, ...others } = await measured({});
    expect(fact).toEqual({
      ...{ command, features: 'default features', outcome: 'passed', ...none, passed: 1 },
      objects: [{ path: 'app (lib test)', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    expect([...(records?.exact.keys() ?? [])]).toEqual(['/workspace/src/lib.rs']);
    expect([gaps, others]).toEqual([[], {}]);
  });

  it('builds and runs with the wrapper, and keeps what is left while building apart from what the tests leave', async () => {
    const started: Record<string, string | undefined>[] = [];
    await measured({}, started);
    expect(started.map((each) => each.RUSTC_WORKSPACE_WRAPPER)).toEqual(['/scratch/rustc', '/scratch/rustc']);
    expect(started.map((each) => each.LLVM_PROFILE_FILE?.split('/').slice(-2).join('/'))).toEqual([
      'build/%p-%m.profraw',
      'tests/%p-%m.profraw',
    ]);
  });

  it('has each process by itself where the runner gives every test one', async () => {
    const tests = said('', 0, '     Summary [   0.013s] 1 test run: 1 passed, 0 skipped\n');
    const { processes } = await measured({ tests, settings: { runner: 'nextest' } });
    expect(processes).toMatchObject({ raw: [`/workspace/${profiles}/1-a.profraw`], scratch: 'coverage/run-1' });
  });
});

describe('a run without records', () => {
  it('did not build', async () => {
    const { fact, records, gaps } = await measured({ build: said('', 101, 'error: no matching package\n') });
    expect(fact).toEqual({ command, features: 'default features', outcome: 'did not build', ...none, objects: [] });
    expect([records, gaps.length]).toEqual([undefined, 1]);
  });

  it('was refused, with what had been instrumented', async () => {
    const { fact, records, gaps } = await measured({ tests: said('', 101, 'error: nothing\n') });
    expect(fact).toMatchObject({ outcome: 'ended', passed: 0, objects: [{ path: 'app (lib test)' }] });
    expect([records, gaps.length]).toEqual([undefined, 1]);
  });

  it('left no profile, or none that can be read: its tests still count', async () => {
    for (const answers of [{ left: [] }, { cov: said('', 1) }]) {
      const { fact, records, gaps } = await measured(answers);
      expect(fact).toMatchObject({ outcome: 'passed', passed: 1 });
      expect(records).toBeUndefined();
      expect(gaps).toMatchObject([{ what: 'what the tests reach with default features' }]);
    }
  });
});

it('tells of a program that ended in the middle, though what it left is read', async () => {
  const { fact, records, gaps } = await measured({ tests: said(`${passing}running 2 tests\n`) });
  expect(fact).toMatchObject({ outcome: 'passed', passed: 1 });
  expect(records).toBeDefined();
  expect(gaps).toEqual([
    {
      what: 'whether all tests passed',
      why: 'a test program ended without a result: a test aborted, or called std::process::exit, and the tests after it never ran',
      remedy: `run ${command} and find the test that ends the process`,
    },
  ]);
});

it('is failed where its tests fail, and keeps what they left', async () => {
  const failing = passing.replace('1 passed; 0 failed', '0 passed; 1 failed').replace('a ... ok', 'a ... FAILED');
  const { fact, records } = await measured({ tests: said(failing, 101) });
  expect(fact).toMatchObject({ outcome: 'failed', failed: 1, failures: ['a'] });
  expect(records).toBeDefined();
});
