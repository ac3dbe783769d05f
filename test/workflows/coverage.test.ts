import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { parse } from 'yaml';
import { artifactsOf, COVERAGE, type Event, exportForTests, output, results, runAct } from '../support/act.js';
import { temporaryFolder } from '../support/command.js';
import { governor, governorTests } from '../support/governor.js';
import { llvmVariables } from '../support/llvm.js';
import { root } from '../support/repository.js';
import { readActionYml } from '../support/run-action.js';
import { runScript } from '../support/script.js';
import { type Edit, smallWorkspace } from '../support/small-workspace.js';
import { tool } from '../support/tools.js';
import { writeFiles } from '../support/write-files.js';

interface Step {
  name?: string;
  run?: string;
  if?: string;
  uses?: string;
  with?: Record<string, unknown>;
}

interface Workflow {
  on: { workflow_call: { outputs: Record<string, { value: string }> } };
  jobs: Record<string, { outputs: Record<string, string>; steps: Step[] }>;
}

const workflow = (name: string) => parse(readFileSync(join(root, 'workflows', name), 'utf8')) as Workflow;
const files = ['qualify.yml', 'coverage.yml'];
const stepsOf = (file: string) => workflow(file).jobs.coverage?.steps ?? [];

describe('coverage.yml', () => {
  const outputs = ['verdict', 'line', 'branch', 'condition', 'mcdc'];

  it('hands on what the action says', () => {
    const { on, jobs } = workflow('coverage.yml');
    const values = Object.entries(on.workflow_call.outputs).map(([name, { value }]) => [name, value]);
    expect(values).toEqual(outputs.map((name) => [name, `\${{ jobs.coverage.outputs.${name} }}`]));
    expect(jobs.coverage?.outputs).toEqual(
      Object.fromEntries(outputs.map((name) => [name, `\${{ steps.coverage.outputs.${name} }}`])),
    );
  });

  it('gives the action only inputs that it has, and runs it whether or not the policy asks', () => {
    const given = stepsOf('coverage.yml').find(({ uses }) => uses === '$/actions/collect-coverage')?.with ?? {};
    expect(Object.keys(readActionYml('collect-coverage').inputs ?? {})).toEqual(
      expect.arrayContaining(Object.keys(given)),
    );
    expect(given).not.toHaveProperty('when');
  });

  it('keeps evidence and reports whatever came of it, and fails where there are none', () => {
    const uploads = stepsOf('coverage.yml').filter(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
    expect(uploads.map((upload) => [upload.if, upload.with?.['if-no-files-found']])).toEqual([
      ['always()', 'error'],
      ['always()', 'error'],
    ]);
  });
});

describe.each(files)("the script that installs LLVM's tools in %s", (file) => {
  const script = stepsOf(file).find(({ name }) => name === "Install LLVM's tools")?.run ?? 'exit 9';

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
    uses: ${COVERAGE}
${inputs}
  tell:
    needs: measure
    runs-on: ubuntu-24.04
    steps:
      - name: Tell
        env:
          SAID: \${{ toJSON(needs.measure.outputs) }}
        run: |
          echo "said<<END" >> "$GITHUB_OUTPUT"
          echo "$SAID" >> "$GITHUB_OUTPUT"
          echo "END" >> "$GITHUB_OUTPUT"
`;
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
    return runAct(tool('act', skip), cwd, exported.folder, folder, variables, event);
  }

  it('measures, keeps evidence and reports, and tells the figures', async ({ skip }) => {
    const run = await measure(skip, {});
    const all = stepsOf('coverage.yml').map(({ name, uses = '' }) => [name ?? uses, 'success']);
    expect(results(run).coverage, run.log).toEqual(Object.fromEntries(all));
    expect(artifactsOf(run)).toEqual({
      'assay-coverage': ['cobertura.xml', 'index.html', 'lcov.info'],
      'assay-evidence-coverage': ['coverage.json'],
    });
    expect(JSON.parse(output(run, 'tell', 'said') ?? '')).toEqual({
      verdict: 'pass',
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
    expect(output(run, 'coverage', 'verdict')).toBe('fail');
  });

  it('takes another base, and has no verdict where that is unknown', async ({ skip }) => {
    const run = await measure(skip, { inputs: '    with:\n      base: nowhere\n      artifact-prefix: other' });
    expect(results(run).coverage, run.log).toMatchObject({
      'Measure coverage': 'failure',
      'Keep the evidence': 'success',
    });
    expect(Object.keys(artifactsOf(run))).toEqual(['other-coverage', 'other-evidence-coverage']);
    expect(output(run, 'coverage', 'verdict')).toBe('no-verdict');
  });
});
