import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ActRun, exportForTests, output, runAct, VERIFY_TOOLCHAIN } from '../support/act.js';
import { assay } from '../support/command.js';
import { ownRustup } from '../support/own-rustup.js';
import { HOST } from '../support/release.js';
import { readText } from '../support/repository.js';
import { commitAll, smallWorkspace } from '../support/small-workspace.js';
import { tool } from '../support/tools.js';

const exported = exportForTests();

const resultsOf = (steps: ActRun['steps']) => steps.map(({ result }) => result);

describe("the workflow of verify-toolchain's page", () => {
  const [, workflow = ''] = /```yaml\n([\s\S]*?)```/.exec(readText('actions/verify-toolchain/README.md')) ?? [];

  it('has no more than 15 lines', () => {
    expect(workflow.trimEnd().split('\n').length).toBeLessThanOrEqual(15);
  });

  it('comes from nothing to a verified toolchain', async ({ skip }) => {
    const act = tool('act', skip);
    const { env, sysroot } = await ownRustup();
    const folder = exported.runFolder();
    const text = workflow.replace('assay-rs/assay/actions/verify-toolchain@<commit>', VERIFY_TOOLCHAIN);
    expect(text).not.toBe(workflow);
    const caller = smallWorkspace(join(folder, 'caller'), [], { '.github/workflows/toolchain.yml': text });
    expect(existsSync(sysroot)).toBe(false);
    const run = await runAct(act, caller, exported.folder, folder, { more: env });
    expect(resultsOf(run.steps), run.log).toEqual(['success', 'success', 'success']);
    expect(output(run, 'build', 'verdict'), run.log).toBe('pass');
    expect(existsSync(join(sysroot, 'bin/rustc'))).toBe(true);
    expect(run.log).toContain('nothing was watched');
  });
});

/** A build of a crate of somebody's, in the job that verified the toolchain, and a job that rests on it. */
const buildWorkflow = `name: Build
on: push
permissions: {}
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
      - name: Verify
        uses: ${VERIFY_TOOLCHAIN}
      - name: Build
        run: cargo build --locked --offline
  release:
    needs: build
    runs-on: ubuntu-24.04
    steps:
      - name: Release
        run: echo released
`;

const harmless = 'fn main() {}\n';
const malicious = `use std::io::Write;
use std::process::Command;

fn main() {
    let rustc = std::env::var("RUSTC").unwrap();
    let output = Command::new(rustc).args(["--print", "sysroot"]).output().unwrap();
    let sysroot = String::from_utf8(output.stdout).unwrap();
    let file = std::path::Path::new(sysroot.trim()).join("bin/rustdoc");
    std::fs::OpenOptions::new().append(true).open(file).unwrap().write_all(b"\\n").unwrap();
}
`;

describe('a job that builds with the real toolchain, locked', () => {
  /** A rustup whose 1.95.0 is a copy that a build may damage. */
  function copyToolchain(home: string) {
    const env = { RUSTUP_HOME: join(home, 'rustup'), CARGO_HOME: join(home, 'cargo') };
    const sysroot = join(env.RUSTUP_HOME, 'toolchains', `1.95.0-${HOST}`);
    mkdirSync(sysroot, { recursive: true });
    writeFileSync(join(env.RUSTUP_HOME, 'settings.toml'), `version = "12"\ndefault_host_triple = "${HOST}"\n`);
    const real = execFileSync('rustc', ['+1.95.0', '--print', 'sysroot'], { encoding: 'utf8' }).trim();
    execFileSync('sh', ['-c', 'tar c -C "$1" --exclude=./share/doc . | tar x -C "$2"', 'sh', real, sysroot]);
    return env;
  }

  async function build(act: string, buildScript: string): Promise<ActRun> {
    const folder = exported.runFolder();
    const env = copyToolchain(folder);
    const caller = smallWorkspace(join(folder, 'caller'), [], {
      '.github/workflows/build.yml': buildWorkflow,
      'build.rs': buildScript,
    });
    const locked = await assay(['toolchain', 'lock'], { cwd: caller, env });
    expect(locked.status, locked.stderr).toBe(0);
    rmSync(join(caller, '.git'), { recursive: true });
    const run = await runAct(act, commitAll(caller), exported.folder, folder, { more: env });
    rmSync(env.RUSTUP_HOME, { recursive: true });
    return run;
  }

  it('passes, and what rests on it goes on', async ({ skip }) => {
    const run = await build(tool('act', skip), harmless);
    expect(resultsOf(run.posts), run.log).toEqual(['success']);
    expect(run.log).toContain('files of the toolchain stayed as they were');
    expect(run.steps.at(-1)).toMatchObject({ job: 'release', step: 'Release', result: 'success' });
  });

  it('fails in the post step when a build script changes the toolchain, and nothing rests on it', async ({ skip }) => {
    const run = await build(tool('act', skip), malicious);
    expect(resultsOf(run.steps), run.log).toEqual(['success', 'success', 'success']);
    expect(resultsOf(run.posts)).toEqual(['failure']);
    expect(run.log).toContain('bin/rustdoc changed while the job ran');
    expect(run.steps.map(({ job }) => job)).not.toContain('release');
    expect(run.status).not.toBe(0);
  });
});
