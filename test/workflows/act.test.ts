import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ActRun, artifactsOf, exportForTests, output, QUALIFY, results, runAct } from '../support/act.js';
import { copyTracked } from '../support/copy-tracked.js';
import { llvmVariables } from '../support/llvm.js';
import { root } from '../support/repository.js';
import { commitAll, type Edit, smallWorkspace } from '../support/small-workspace.js';
import { tool } from '../support/tools.js';

/** A caller as a user writes it, with a job that may only run on a pass. */
const callerWorkflow = (inputs = '') => `name: Qualification
on: push
permissions: {}
jobs:
  assay:
    permissions:
      contents: read # to check out the workspace
    uses: ${QUALIFY}
${inputs}
  release:
    needs: assay
    runs-on: ubuntu-24.04
    steps:
      - name: Release
        env:
          VERDICT: \${{ needs.assay.outputs.verdict }}
          DIGEST: \${{ needs.assay.outputs.digest }}
        run: |
          echo "verdict=$VERDICT" >> "$GITHUB_OUTPUT"
          echo "digest=$DIGEST" >> "$GITHUB_OUTPUT"
`;

const qualify = parse(readFileSync(join(root, 'workflows/qualify.yml'), 'utf8')) as {
  jobs: Record<string, { steps: { name?: string; uses?: string; if?: string }[] }>;
};

const exported = exportForTests();

/** Variables that name tools which are not there: where they are not needed, nothing is installed on this machine for their sake. */
const noTools = { LLVM_COV: '/nowhere/llvm-cov', LLVM_PROFDATA: '/nowhere/llvm-profdata' };

/** Calls qualify.yml for the small workspace, whose policy does not ask for coverage unless it is edited. */
async function call(
  act: string,
  { edits = [], inputs = '', from = exported.folder }: { edits?: Edit[]; inputs?: string; from?: string },
): Promise<ActRun> {
  const folder = exported.runFolder();
  const caller = smallWorkspace(join(folder, 'caller'), edits, {
    '.github/workflows/qualification.yml': callerWorkflow(inputs),
  });
  return runAct(act, caller, from, folder, noTools);
}

function addWorkflow(caller: string, inputs = ''): void {
  mkdirSync(join(caller, '.github/workflows'), { recursive: true });
  writeFileSync(join(caller, '.github/workflows/qualification.yml'), callerWorkflow(inputs));
}

/**
 * As {@link results}, when every step ran that depends on no choice and no output, and succeeded but those named, which have these results. The job of
 * the targets is there where it is among those.
 */
function expectedResults(exceptions: Record<string, Record<string, string>> = {}) {
  const jobs = Object.entries(qualify.jobs).filter(([job]) => job !== 'targets' || exceptions[job] !== undefined);
  return Object.fromEntries(
    jobs.map(([job, { steps }]) => {
      const unasked = steps.filter((step) => !/inputs\.plan|outputs\./.test(step.if ?? ''));
      const all = unasked.map(({ name, uses = '' }) => [name ?? uses, 'success']);
      return [job, { ...Object.fromEntries(all), ...exceptions[job] }];
    }),
  );
}

/** What is done with the evidence of coverage where there is some. */
const coverageKept = {
  coverage: { 'Keep the evidence': 'success', 'Keep the reports': 'success' },
  evidence: { 'Fetch the evidence of coverage': 'success' },
};

/** The same of the sample, whose policy names a target as well. */
const sampleKept = {
  ...coverageKept,
  targets: { 'Keep the evidence': 'success', 'Keep the logs': 'success' },
  evidence: { ...coverageKept.evidence, 'Fetch the evidence of the targets': 'success' },
};

/** The policy at a level that asks for coverage. */
const asksForCoverage: Edit = {
  file: 'assay.toml',
  replace: 'standard = "DO-178C"\nlevel = "DAL D"',
  by: 'standard = "IEC 61508"\nlevel = "SIL 1"',
};

describe('qualify.yml under act', () => {
  it('takes the sample workspace from the caller to the gate, and lets the release go on', async ({ skip }) => {
    const folder = exported.runFolder();
    const caller = copyTracked('examples/motor-controller', join(folder, 'caller'));
    addWorkflow(caller);
    const variables = Object.fromEntries(llvmVariables('22', skip));
    const run = await runAct(tool('act', skip), commitAll(caller), exported.folder, folder, variables);
    expect(results(run), run.log).toEqual({ ...expectedResults(sampleKept), release: { Release: 'success' } });
    expect(artifactsOf(run)).toEqual({
      'assay-bundle': ['bundle.zip'],
      'assay-coverage': ['cobertura.xml', 'index.html', 'lcov.info'],
      'assay-evidence-coverage': ['coverage.json'],
      'assay-evidence-msrv': ['msrv.json'],
      'assay-evidence-targets-x86_64-unknown-linux-gnu': ['targets-x86_64-unknown-linux-gnu.json'],
      'assay-evidence-toolchain': ['toolchain.json'],
      'assay-report': expect.arrayContaining(['index.html', 'assay.sarif', 'junit.xml']),
      'assay-targets-x86_64-unknown-linux-gnu': ['tests-1.log'],
    });
    expect(output(run, 'release', 'verdict')).toBe('pass');
    expect(output(run, 'release', 'digest')).toBe(output(run, 'evidence', 'digest'));
  });

  it('bundles what a failed check found, fails at the gate, and stops the release', async ({ skip }) => {
    const edits: Edit[] = [{ file: 'assay.toml', replace: '"1.85.0"', by: '"1.56.0"' }];
    const run = await call(tool('act', skip), { edits });
    expect(results(run), run.log).toEqual(
      expectedResults({
        msrv: { 'Check what is built against the baseline': 'failure' },
        evidence: { 'Bundle the evidence': 'failure' },
        gate: { 'Verify the bundle': 'failure', 'Give the verdict': 'failure' },
      }),
    );
    expect(Object.keys(artifactsOf(run))).toEqual([
      'assay-bundle',
      'assay-evidence-msrv',
      'assay-evidence-toolchain',
      'assay-report',
    ]);
    expect(output(run, 'gate', 'verdict')).toBe('fail');
  });

  it('has no verdict at the gate when the checks left no evidence', async ({ skip }) => {
    const run = await call(tool('act', skip), { inputs: '    with:\n      policy: nowhere.toml' });
    const { toolchain, msrv, coverage, plan, evidence, gate, ...others } = results(run);
    expect(toolchain, run.log).toMatchObject({ 'Verify the toolchain': 'failure', 'Keep the evidence': 'failure' });
    expect(msrv).toMatchObject({ 'Keep the evidence': 'failure' });
    expect(coverage).toMatchObject({ 'Measure coverage': 'failure', 'Keep the evidence': 'failure' });
    expect(plan).toMatchObject({ 'Plan the jobs of the targets': 'failure' });
    expect(evidence).toMatchObject({ 'Fetch the evidence of the toolchain': 'failure', 'Keep the bundle': 'failure' });
    expect(gate).toMatchObject({ 'Fetch the bundle': 'failure', 'Give the verdict': 'failure' });
    expect(others).toEqual({});
    expect(existsSync(join(run.artifacts, 'assay-bundle'))).toBe(false);
    expect(output(run, 'gate', 'verdict')).toBe('no-verdict');
  });

  it('says that coverage is not asked for where it is not, keeps nothing of it, and passes', async ({ skip }) => {
    const run = await call(tool('act', skip), {});
    expect(results(run), run.log).toEqual({ ...expectedResults(), release: { Release: 'success' } });
    expect(run.log).toContain('the policy does not ask for the check coverage');
    expect(Object.keys(artifactsOf(run))).toEqual([
      'assay-bundle',
      'assay-evidence-msrv',
      'assay-evidence-toolchain',
      'assay-report',
    ]);
    expect([output(run, 'coverage', 'verdict'), output(run, 'release', 'verdict')]).toEqual(['', 'pass']);
  });

  it('has no verdict where coverage is asked for and could not be measured, and bundles that', async ({ skip }) => {
    const run = await call(tool('act', skip), { edits: [asksForCoverage] });
    const { coverage, evidence } = coverageKept;
    expect(results(run), run.log).toEqual(
      expectedResults({
        coverage: { ...coverage, 'Measure coverage': 'failure' },
        evidence: { ...evidence, 'Bundle the evidence': 'failure' },
        gate: { 'Verify the bundle': 'failure', 'Give the verdict': 'failure' },
      }),
    );
    expect(artifactsOf(run)['assay-evidence-coverage']).toEqual(['coverage.json']);
    expect(output(run, 'gate', 'verdict')).toBe('no-verdict');
  });

  it.for([
    ['was skipped', '    name: Coverage\n', '    name: Coverage\n    if: false\n'],
    ['failed early', '      - name: Measure coverage\n', '      - run: exit 1\n      - name: Measure coverage\n'],
  ])('makes no bundle where coverage is asked for and its job %s, and has no verdict', async (edit, { skip }) => {
    const [how, before = '', after = ''] = edit;
    const from = exported.edited('qualify.yml', before, after);
    const run = await call(tool('act', skip), { edits: [asksForCoverage], from });
    const { coverage = {}, evidence, gate, release } = results(run);
    expect([coverage['Measure coverage'], release], run.log).toEqual([undefined, undefined]);
    expect(evidence).toMatchObject({ 'Keep the bundle': 'failure' });
    expect(gate).toMatchObject({ 'Fetch the bundle': 'failure', 'Give the verdict': 'failure' });
    expect(output(run, 'gate', 'verdict')).toBe('no-verdict');
    if (how === 'was skipped') expect(run.log).toContain('Coverage ended in skipped, not in success.');
    // act takes the outputs of a job that never ran for their expressions, and fails before the bundle.
    else expect(evidence).toMatchObject({ 'Bundle the evidence': 'failure' });
  });

  it('takes a workspace in a folder of the repository, under its own names', async ({ skip }) => {
    const inputs = '    with:\n      working-directory: firmware/motor\n      artifact-prefix: motor\n      plan: true';
    const folder = exported.runFolder();
    smallWorkspace(join(folder, 'caller/firmware/motor'));
    rmSync(join(folder, 'caller/firmware/motor/.git'), { recursive: true });
    addWorkflow(join(folder, 'caller'), inputs);
    const run = await runAct(tool('act', skip), commitAll(join(folder, 'caller')), exported.folder, folder, noTools);
    const expected = expectedResults({ msrv: { 'Keep the plan': 'success' } });
    expect(results(run), run.log).toMatchObject({ ...expected, release: { Release: 'success' } });
    expect(Object.keys(artifactsOf(run))).toContain('motor-bundle');
    expect(artifactsOf(run)['motor-msrv-plan']).toEqual(['Cargo.lock', 'msrv-plan.json']);
    expect(output(run, 'release', 'verdict')).toBe('pass');
  });
});
