import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import {
  artifactsOf,
  type Event,
  exportForTests,
  output,
  results,
  reusable,
  runAct,
  said,
  tellingJob,
} from '../support/act.js';
import { temporaryFolder } from '../support/command.js';
import { governor, governorTests } from '../support/governor.js';
import { llvmVariables } from '../support/llvm.js';
import { runScript } from '../support/script.js';
import { type Edit, smallWorkspace } from '../support/small-workspace.js';
import { tool } from '../support/tools.js';
import { jobOf, stepOf } from '../support/workflow-file.js';
import { writeFiles } from '../support/write-files.js';

it('coverage.yml measures whether or not the policy asks, and qualify.yml where it does', () => {
  const asked = (workflow: string) => stepOf(workflow, 'Measure coverage').with?.when;
  expect([asked('coverage.yml'), asked('qualify.yml')]).toEqual(['always', 'asked']);
});

describe("the script that installs LLVM's tools", () => {
  const { run: script = 'exit 9' } = stepOf('coverage.yml', "Install LLVM's tools");

  /** Runs it with a rustup that notes what it is asked and ends with this status. */
  function install(status: number, variables: Record<string, string> = {}) {
    const folder = temporaryFolder();
    const rustup = `#!/bin/sh\necho "$@" >> "${folder}/asked"\nexit ${status}\n`;
    writeFiles(folder, { rustup, asked: '' });
    execFileSync('chmod', ['+x', join(folder, 'rustup')]);
    const run = runScript(script, { PATH: `${folder}:/usr/bin:/bin`, ...variables });
    return { ...run, asked: readFileSync(join(folder, 'asked'), 'utf8') };
  }

  it('asks rustup for them', () => {
    expect(install(0)).toEqual({ status: 0, stdout: '', asked: 'component add llvm-tools\n' });
  });

  it('asks for nothing where the environment names them', () => {
    expect(install(0, { LLVM_COV: '/usr/bin/llvm-cov-22' })).toEqual({ status: 0, stdout: '', asked: '' });
  });

  it('leaves it to the check to say what is missing, where rustup has none', () => {
    const { status, stdout } = install(1);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^::warning title=Coverage::.*llvm-tools/)]);
  });
});

describe('coverage.yml under act', () => {
  const exported = exportForTests();

  const caller = (inputs: string) => `name: Coverage
on: [push, pull_request]
permissions: {}
jobs:
  measure:
    permissions:
      contents: read # to check out the workspace
    uses: ${reusable('coverage')}
${inputs}
${tellingJob('measure')}`;
  const asilD: Edit = {
    file: 'assay.toml',
    replace: 'standard = "DO-178C"\nlevel = "DAL D"',
    by: 'standard = "ISO 26262"\nlevel = "ASIL D"',
  };

  /** Runs the workflow on a crate with these tests; `change` is committed on top, and the run is that of a pull request then. */
  async function measure(
    skip: TestContext['skip'],
    { test = governorTests, inputs = '', change }: { test?: string; inputs?: string; change?: string },
  ) {
    const folder = exported.runFolder();
    const cwd = smallWorkspace(join(folder, 'caller'), [asilD], {
      'src/lib.rs': governor,
      'tests/governor.rs': test,
      '.github/workflows/coverage.yml': caller(inputs),
    });
    let event: Event | undefined;
    if (change !== undefined) {
      const git = (...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim();
      const sha = git('rev-parse', 'HEAD');
      appendFileSync(join(cwd, 'src/lib.rs'), change);
      git(
        '-c',
        'user.name=A. Tester',
        '-c',
        'user.email=tester@example.com',
        'commit',
        '--quiet',
        '--all',
        '-m',
        'Change',
      );
      event = {
        name: 'pull_request',
        payload: { pull_request: { base: { sha, ref: 'main' }, head: { ref: 'change' } } },
      };
    }
    const variables = Object.fromEntries(llvmVariables('22', skip));
    return runAct(tool('act', skip), cwd, exported.folder, folder, {
      more: variables,
      ...(event === undefined ? {} : { event }),
    });
  }

  it('measures, keeps evidence and reports, and tells the figures', async ({ skip }) => {
    const run = await measure(skip, {});
    const all = jobOf('coverage.yml', 'coverage').steps.map(({ name, uses = '' }) => [name ?? uses, 'success']);
    expect(results(run), run.log).toMatchObject({
      coverage: Object.fromEntries(all),
      gate: { 'Give the verdict': 'success' },
    });
    expect(artifactsOf(run)).toEqual({
      'assay-coverage': ['cobertura.xml', 'index.html', 'lcov.info'],
      'assay-evidence-coverage': ['coverage.json'],
    });
    expect(said(run)).toEqual({
      verdict: 'pass',
      evidence: 'assay-evidence-coverage',
      reports: 'assay-coverage',
      line: '100.0',
      branch: '100.0',
      condition: '100.0',
      mcdc: '100.0',
    });
  });

  it('tells of changed code that no test reaches, against the base of the pull request', async ({ skip }) => {
    const run = await measure(skip, { change: '\npub fn idle() -> u32 {\n    0\n}\n' });
    expect(results(run).coverage, run.log).toMatchObject({
      'Measure coverage': 'failure',
      'Keep the evidence': 'success',
    });
    expect(run.log).toContain('of the change in src/lib.rs::idle');
    expect(output(run, 'gate', 'verdict')).toBe('fail');
  });

  it('takes another base, and has no verdict where that is unknown', async ({ skip }) => {
    const run = await measure(skip, { inputs: '    with:\n      base: nowhere\n      artifact-prefix: other' });
    expect(results(run).coverage, run.log).toMatchObject({
      'Measure coverage': 'failure',
      'Keep the evidence': 'success',
    });
    expect(Object.keys(artifactsOf(run))).toEqual(['other-coverage', 'other-evidence-coverage']);
    expect(output(run, 'gate', 'verdict')).toBe('no-verdict');
  });
});
