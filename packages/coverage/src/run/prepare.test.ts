import { fakeWorld, type ToolResult, type World, WorldError } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { measured } from '../controls.js';
import type { Metric } from '../metric.js';
import { prepare } from './prepare.js';

const said = (stdout: string, status = 0): ToolResult => ({ status, stdout, stderr: '' });
const version = (llvm = '22.1.2') =>
  [
    ...['rustc 1.95.0 (59807616e 2026-04-14)', 'binary: rustc'],
    ...['commit-hash: 59807616e1fa2540724bfbac14d7976d7e4a3860', 'commit-date: 2026-04-14'],
    ...['host: x86_64-unknown-linux-gnu', 'release: 1.95.0', `LLVM version: ${llvm}`, ''],
  ].join('\n');

const profiler = '/rust/lib/rustlib/x86_64-unknown-linux-gnu/lib/libprofiler_builtins-1.rlib';
const tools = { '/usr/bin/llvm-cov': '#!', '/usr/bin/llvm-profdata': '#!' };
const all = { '/rust/bin/rustc': '#!', '/rust/bin/cargo': '#!', [profiler]: '', ...tools };

interface Change {
  files?: Record<string, string>;
  environment?: Record<string, string>;
  /** What the compiler answers: to who it is, and to the unstable option. */
  identity?: ToolResult;
  option?: ToolResult | WorldError;
  hostTriple?: string;
}

/** A world in which everything is there that measuring needs, but for what is given; `put` takes what is put into the scratch folder. */
function world(
  { files = all, environment = {}, identity, option, hostTriple }: Change,
  put: Record<string, unknown> = {},
): World {
  const fake = fakeWorld({
    files: { 'Cargo.toml': '', ...files },
    environment: { PATH: '/rust/bin:/usr/bin', HOME: '/home/me', ...environment },
    tools: (tool, args) => {
      if (tool !== 'rustc') return said('LLVM version 22.1.8\n\n');
      return args.includes('-vV') ? (identity ?? said(version())) : (option ?? said('/rust\n'));
    },
  });
  const putInScratch = async (name: string, content: unknown) => {
    put[name] = content;
  };
  return { ...fake, putInScratch, ...(hostTriple === undefined ? {} : { hostTriple }) };
}

const asking = (asked: Partial<Record<Metric, number>>) => measured({ asked }).members;
const refused = async (change: Change) => {
  const prepared = await prepare(world(change), asking({ decision: 100 }));
  return 'gap' in prepared ? prepared.gap : undefined;
};

describe('what all runs share', () => {
  it('is the compiler, the tools of its LLVM, and a wrapper that counts conditions where they are asked for', async () => {
    const put = {};
    const prepared = await prepare(world({}, put), asking({ decision: 100 }));
    expect(prepared).toMatchObject({
      compiler: { release: '1.95.0', llvm: '22.1.2' },
      tools: { version: '22.1.8' },
      wrapper: '/workspace/target/assay/build/coverage/rustc-conditions',
      options: ['-C instrument-coverage', '-Z coverage-options=condition'],
      noConditions: undefined,
    });
    expect(put).toEqual({
      'coverage/rustc-conditions': { program: expect.stringContaining('-Z coverage-options=condition') },
    });
  });

  it.each<[string, Partial<Record<Metric, number>>]>([
    ['nothing', {}],
    ['functions and statements', { function: 100, statement: 100 }],
    ['no decision at all', { statement: 100, decision: 0 }],
  ])('is no unstable option where %s is asked for, nor is the compiler asked for one', async (_, asked) => {
    const unasked = new WorldError('killed', 'rustc', 'it must not be asked');
    const prepared = await prepare(world({ option: unasked }), asking(asked));
    expect(prepared).toMatchObject({
      wrapper: '/workspace/target/assay/build/coverage/rustc-regions',
      options: ['-C instrument-coverage'],
      noConditions: 'no member’s integrity level asks for it, so that no unstable option was used',
    });
  });

  it('is what the compiler can do where it refuses the option, with the reason', async () => {
    const refuses = await prepare(world({ option: said('', 1) }), asking({ mcdc: 100 }));
    expect(refuses).toMatchObject({
      options: ['-C instrument-coverage'],
      noConditions: 'the compiler refuses -Z coverage-options=condition',
    });
    const fails = await prepare(
      world({ option: new WorldError('timed-out', 'rustc', 'rustc did not end') }),
      asking({ mcdc: 100 }),
    );
    expect(fails).toMatchObject({
      noConditions: 'the compiler could not be asked for -Z coverage-options=condition: rustc did not end',
    });
  });
});

describe('what is in the way', () => {
  it('is Windows, which has no shell for the wrapper', async () => {
    expect((await refused({ hostTriple: 'x86_64-pc-windows-msvc' }))?.why).toContain('POSIX shell');
  });

  it.each([
    ['RUSTC_WORKSPACE_WRAPPER', 'puts a program in front of rustc'],
    ['CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER', 'puts a program in front of rustc'],
    ['RUSTC', 'another rustc than the one on PATH'],
    ['CARGO_BUILD_RUSTC', 'another rustc than the one on PATH'],
  ])('is %s in the environment', async (name, why) => {
    expect(await refused({ environment: { [name]: '/opt/other' } })).toEqual({
      what: 'what the tests reach',
      why: expect.stringMatching(`^${name} .*${why}`),
      remedy: `take ${name} away for this run`,
    });
    expect(await refused({ environment: { [name]: '' } })).toBeUndefined();
  });

  it.each([
    ['rustc-workspace-wrapper = "w"', 'build.rustc-workspace-wrapper in .cargo/config.toml'],
    ['rustc = "other"', 'build.rustc in .cargo/config.toml'],
  ])('is %s in Cargo’s configuration', async (line, name) => {
    const files = { ...all, '.cargo/config.toml': `[build]\n${line}\n` };
    expect(await refused({ files })).toMatchObject({ remedy: `take ${name} away for this run` });
  });

  it('is not a wrapper around every rustc, as of a cache: it stands before the other', async () => {
    expect(await refused({ environment: { RUSTC_WRAPPER: 'sccache' } })).toBeUndefined();
    expect(
      await refused({ files: { ...all, '.cargo/config.toml': '[build]\nrustc-wrapper = "sccache"\n' } }),
    ).toBeUndefined();
  });

  it.each([
    ['fails', said(version(), 1)],
    ['says something else', said('hello\n')],
    ['does not say its LLVM', said(version().replace(/LLVM.*\n/, ''))],
  ])('is a compiler that %s', async (_, identity) => {
    expect((await refused({ identity }))?.why).toBe('rustc -vV does not say which compiler it is, and with which LLVM');
  });

  it('is a compiler without the profiler runtime, before any tool is asked for', async () => {
    for (const files of [
      { '/rust/bin/rustc': '#!', '/rust/bin/cargo': '#!', '/rust/lib/rustlib/components': '' },
      { '/rust/bin/rustc': '#!', '/rust/bin/cargo': '#!', [profiler.replace('profiler_builtins', 'std')]: '' },
    ]) {
      expect((await refused({ files }))?.why).toBe(
        'rustc 1.95.0 was built without the profiler runtime, so that nothing it compiles can be measured',
      );
    }
  });

  it('is a lack of LLVM’s tools', async () => {
    const { '/usr/bin/llvm-cov': _, ...files } = all;
    expect((await refused({ files }))?.remedy).toContain('rustup component add llvm-tools');
  });
});
