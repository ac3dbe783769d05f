import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@assay/evidence';
import { unzipSync } from 'fflate';
import { describe, expect, it, type TestContext } from 'vitest';
import {
  type ActRun,
  artifactsOf,
  exportForTests,
  output,
  type RunOptions,
  results,
  reusable,
  runAct,
  said,
  tellingJob,
} from '../support/act.js';
import { governor, governorTests } from '../support/governor.js';
import { hostTarget, withTables } from '../support/host-target.js';
import { llvmVariables } from '../support/llvm.js';
import { HOST } from '../support/release.js';
import { commitAll, type Edit, smallWorkspace } from '../support/small-workspace.js';
import { tool } from '../support/tools.js';
import { readWorkflow } from '../support/workflow-file.js';

const QUALIFY = reusable('qualify');
const exported = exportForTests();

/** Variables that name tools which are not there: where they are not needed, nothing is installed on this machine for their sake. */
const noTools = { LLVM_COV: '/nowhere/llvm-cov', LLVM_PROFDATA: '/nowhere/llvm-profdata' };

/** A caller as a user writes it, with a job that may only run on a pass, and one that signs, where it may: not for a pull request. */
const callerWorkflow = (inputs = '') => `name: Qualification
on: [push, pull_request, merge_group]
permissions: {}
jobs:
  assay:
    permissions:
      contents: read # to check out the workspace
    uses: ${QUALIFY}
${inputs}
  attest:
    needs: assay
    if: github.event_name == 'push'
    permissions:
      id-token: write # to be known to Sigstore
      attestations: write # to leave the attestation with the repository
    uses: ${reusable('attest')}
    with:
      digest: \${{ needs.assay.outputs.digest }}
${tellingJob('assay')}`;

interface Call extends RunOptions {
  edits?: Edit[];
  inputs?: string;
  from?: string;
  files?: Record<string, string>;
}

/** Calls qualify.yml for the small workspace, whose policy does not ask for coverage unless it is edited. */
async function call(
  skip: TestContext['skip'],
  { edits = [], inputs = '', from = exported.folder, files = {}, ...options }: Call = {},
): Promise<ActRun> {
  const folder = exported.runFolder();
  const caller = smallWorkspace(join(folder, 'caller'), edits, {
    '.github/workflows/qualification.yml': callerWorkflow(inputs),
    ...files,
  });
  return runAct(tool('act', skip), caller, from, folder, { more: noTools, ...options });
}

/** What checks made for others, as far as it is in the bundle. */
function productsIn({ artifacts }: ActRun, prefix: string): string[] {
  const names = Object.keys(unzipSync(readFileSync(join(artifacts, `${prefix}-bundle/bundle.zip`))));
  return names.flatMap((name) => (name.startsWith('products/') ? [name.slice('products/'.length)] : []));
}

const { jobs } = readWorkflow('qualify.yml');

/** The results of every step that depends on no choice and no output, all of them successes, by job; the job of the targets is among those that are asked for. */
function allSucceeded(asked: readonly string[] = []) {
  const ran = Object.entries(jobs).filter(([job]) => job !== 'targets' || asked.includes(job));
  return Object.fromEntries(
    ran.map(([job, { steps }]) => {
      const unasked = steps.filter((step) => !/inputs\.plan|steps\.(?:coverage|target)\./.test(step.if ?? ''));
      return [job, Object.fromEntries(unasked.map(({ name, uses = '' }) => [name ?? uses, 'success']))];
    }),
  );
}

/** The policy at a level that asks for coverage. */
const asksForCoverage: Edit = {
  file: 'assay.toml',
  replace: 'standard = "DO-178C"\nlevel = "DAL D"',
  by: 'standard = "IEC 61508"\nlevel = "SIL 1"',
};
const measured = { 'src/lib.rs': governor, 'tests/governor.rs': governorTests };

/** A pull request from a fork, as far as a workflow reads it: no secret comes with it, and act gives no token at all. */
const fromFork: RunOptions['event'] = {
  name: 'pull_request',
  payload: {
    pull_request: { base: { ref: 'main', sha: 'HEAD' }, head: { ref: 'change', repo: { fork: true } } },
  },
};

describe('qualify.yml under act', () => {
  it('takes a pull request from a fork through every check to the gate, signs nothing, and lets what waits for it go on', async ({
    skip,
  }) => {
    const run = await call(skip, {
      edits: [asksForCoverage, withTables(hostTarget())],
      files: measured,
      event: fromFork,
      more: Object.fromEntries(llvmVariables('22', skip)),
    });
    const expected = allSucceeded(['targets']);
    expect(results(run), run.log).toEqual({
      ...expected,
      coverage: { ...expected.coverage, 'Keep the evidence': 'success', 'Keep the reports': 'success' },
      targets: { ...expected.targets, 'Keep the evidence': 'success', 'Keep the logs': 'success' },
      tell: { Tell: 'success' },
    });
    expect(artifactsOf(run)).toEqual({
      'assay-bundle': ['bundle.zip'],
      'assay-coverage': ['cobertura.xml', 'index.html', 'lcov.info'],
      'assay-evidence-coverage': ['coverage.json'],
      'assay-evidence-msrv': ['msrv.json'],
      [`assay-evidence-targets-${HOST}`]: [`targets-${HOST}.json`],
      'assay-evidence-toolchain': ['toolchain.json'],
      'assay-report': expect.arrayContaining(['index.html', 'assay.sarif', 'junit.xml', 'needs.json']),
      [`assay-targets-${HOST}`]: [`targets-${HOST}`],
    });
    expect(productsIn(run, 'assay')).toEqual([
      'coverage/cobertura.xml',
      'coverage/lcov.info',
      `targets-${HOST}/tests-1.log`,
    ]);
    const digest = sha256(readFileSync(join(run.artifacts, 'assay-bundle/bundle.zip')));
    expect(said(run)).toEqual({ verdict: 'pass', bundle: 'assay-bundle', digest, report: 'assay-report' });
  });

  it('bundles what failed checks found, fails at the gate, and stops the release', async ({ skip }) => {
    const run = await call(skip, { edits: [{ file: 'assay.toml', replace: '"1.85.0"', by: '"1.56.0"' }] });
    const expected = allSucceeded();
    expect(results(run), run.log).toEqual({
      ...expected,
      msrv: { ...expected.msrv, 'Check what is built against the baseline': 'failure' },
      evidence: { ...expected.evidence, 'Bundle the evidence': 'failure' },
      gate: { ...expected.gate, 'Verify the bundle': 'failure', 'Give the verdict': 'failure' },
    });
    expect(run.log).toContain('the policy does not ask for the check coverage');
    expect(Object.keys(artifactsOf(run))).toEqual([
      'assay-bundle',
      'assay-evidence-msrv',
      'assay-evidence-toolchain',
      'assay-report',
    ]);
    expect([output(run, 'coverage', 'verdict'), output(run, 'gate', 'verdict')]).toEqual(['', 'fail']);
  });

  it('makes no bundle when the checks left no evidence, says why, and has no verdict', async ({ skip }) => {
    const run = await call(skip, { inputs: '    with:\n      policy: nowhere.toml' });
    const { toolchain, msrv, coverage, plan, evidence, gate, ...others } = results(run);
    expect(toolchain, run.log).toMatchObject({ 'Verify the toolchain': 'failure', 'Keep the evidence': 'failure' });
    expect(msrv).toMatchObject({ 'Keep the evidence': 'failure' });
    expect(coverage).toMatchObject({ 'Measure coverage': 'failure', 'Keep the evidence': 'failure' });
    expect(plan).toMatchObject({ 'Plan the jobs of the targets': 'failure' });
    expect(evidence).toMatchObject({ 'Bundle the evidence': 'failure' });
    expect([evidence, gate]).toEqual([
      expect.not.objectContaining({ 'Keep the bundle': expect.anything() }),
      { 'Give the verdict': 'failure' },
    ]);
    expect([others, artifactsOf(run)]).toEqual([{}, {}]);
    expect(output(run, 'gate', 'verdict')).toBe('no-verdict');
  });

  it('has no verdict where coverage is asked for and could not be measured, and bundles that', async ({ skip }) => {
    const run = await call(skip, { edits: [asksForCoverage] });
    expect(results(run), run.log).toMatchObject({
      coverage: { 'Measure coverage': 'failure', 'Keep the evidence': 'success' },
      evidence: { 'Bundle the evidence': 'failure', 'Keep the bundle': 'success', 'Keep the report': 'success' },
      gate: { 'Verify the bundle': 'failure', 'Give the verdict': 'failure' },
    });
    expect(artifactsOf(run)['assay-evidence-coverage']).toEqual(['coverage.json']);
    expect(output(run, 'gate', 'verdict')).toBe('no-verdict');
  });

  it('makes no bundle where the job of a check that is asked for was skipped, names what is missing, and keeps the rest', async ({
    skip,
  }) => {
    const from = exported.edited('qualify.yml', ['    name: Coverage\n', '    name: Coverage\n    if: false\n']);
    const run = await call(skip, { edits: [asksForCoverage], from });
    const { coverage, evidence, gate, tell } = results(run);
    expect([coverage, tell], run.log).toEqual([undefined, undefined]);
    expect(evidence).toMatchObject({
      'Fetch the evidence of the other checks': 'success',
      'Bundle the evidence': 'failure',
    });
    expect(gate).toEqual({ 'Give the verdict': 'failure' });
    expect(run.log).toContain('evidence is missing: coverage');
    expect(run.log).toContain('| Coverage | skipped |');
    expect(Object.keys(artifactsOf(run))).toEqual(['assay-evidence-msrv', 'assay-evidence-toolchain']);
    expect(output(run, 'gate', 'verdict')).toBe('no-verdict');
  });

  it('has no pass when it is cancelled while a check is at work: its steps for every case run, nothing that waits goes on', async ({
    skip,
  }) => {
    const check = '      - name: Check what is built against the baseline\n';
    const long = '      - name: Take long\n        run: echo at work && sleep 60\n';
    // act begins jobs that wait for nothing in any order: here the other check has ended.
    const [name, later] = ['    name: MSRV\n', '    name: MSRV\n    needs: toolchain\n'];
    const from = exported.edited('qualify.yml', [name, later], [check, `${long}${check}`]);
    const run = await call(skip, { from, cancelAt: 'at work' });
    const { toolchain, msrv, tell } = results(run);
    expect(toolchain, run.log).toMatchObject({ 'Keep the evidence': 'success' });
    expect(msrv, run.log).toMatchObject({ 'Take long': 'failure', 'Keep the evidence': 'failure' });
    expect(msrv).not.toHaveProperty('Check what is built against the baseline');
    expect(Object.keys(artifactsOf(run))).toEqual(['assay-evidence-toolchain']);
    expect([tell, output(run, 'gate', 'verdict')]).toEqual([undefined, 'no-verdict']);
  });

  it('refuses the bundle of this run where another took its place', async ({ skip }) => {
    const spoil = '      - name: Keep the bundle\n';
    const from = exported.edited('qualify.yml', [spoil, `      - run: echo >> target/assay/bundle.zip\n${spoil}`]);
    const run = await call(skip, { from });
    expect(results(run).gate, run.log).toEqual({
      'Fetch the bundle': 'success',
      'Compare its digest': 'failure',
      'Give the verdict': 'failure',
    });
    expect(run.log).toContain('another took its place');
    expect([output(run, 'gate', 'verdict'), results(run).tell]).toEqual(['no-verdict', undefined]);
  });

  it('takes a workspace in a folder of the repository, on private runners, from a merge queue, under its own names', async ({
    skip,
  }) => {
    const folder = exported.runFolder();
    const caller = join(folder, 'caller');
    smallWorkspace(join(caller, 'firmware/motor'));
    rmSync(join(caller, 'firmware/motor/.git'), { recursive: true });
    mkdirSync(join(caller, '.github/workflows'), { recursive: true });
    const inputs = [
      '    with:',
      '      working-directory: firmware/motor',
      '      artifact-prefix: motor',
      '      plan: true',
      `      runs-on: '["private", "linux"]'`,
    ];
    writeFileSync(join(caller, '.github/workflows/qualification.yml'), callerWorkflow(inputs.join('\n')));
    const run = await runAct(tool('act', skip), commitAll(caller), exported.folder, folder, {
      more: noTools,
      event: { name: 'merge_group', payload: { merge_group: { base_ref: 'refs/heads/main', base_sha: 'HEAD' } } },
    });
    const expected = allSucceeded();
    expect(results(run), run.log).toEqual({
      ...expected,
      msrv: { ...expected.msrv, 'Keep the plan': 'success' },
      evidence: { ...expected.evidence, 'Fetch the plan': 'success' },
      tell: { Tell: 'success' },
    });
    expect(artifactsOf(run)['motor-msrv-plan']).toEqual(['Cargo.lock', 'msrv-plan.json']);
    expect(productsIn(run, 'motor')).toEqual(['plan/Cargo.lock', 'plan/msrv-plan.json']);
    expect(said(run)).toMatchObject({ verdict: 'pass', bundle: 'motor-bundle', report: 'motor-report' });
  });

  it('keeps several policies of one workspace apart, on a schedule, and signs the bundle of each that passes', async ({
    skip,
  }) => {
    const job = (name: string, policy: string) => `  ${name}:
    permissions:
      contents: read # to check out the workspace
    uses: ${QUALIFY}
    with:
      policy: ${policy}
      artifact-prefix: ${name}
  sign-${name}:
    needs: ${name}
    permissions:
      id-token: write # to be known to Sigstore
      attestations: write # to leave the attestation with the repository
    uses: ${reusable('attest')}
    with:
      artifact-prefix: ${name}
      digest: \${{ needs.${name}.outputs.digest }}
`;
    const folder = exported.runFolder();
    const caller = smallWorkspace(join(folder, 'caller'));
    rmSync(join(caller, '.git'), { recursive: true });
    const policy = readFileSync(join(caller, 'assay.toml'), 'utf8');
    const newer = policy.replace('"1.85.0"', '"1.86.0"');
    expect(newer).not.toBe(policy);
    writeFileSync(join(caller, 'newer.toml'), newer);
    mkdirSync(join(caller, '.github/workflows'), { recursive: true });
    writeFileSync(
      join(caller, '.github/workflows/nightly.yml'),
      `name: Nightly\non:\n  schedule:\n    - cron: "17 3 * * *"\npermissions: {}\njobs:\n${job('motor', 'assay.toml')}${job('newer', 'newer.toml')}`,
    );
    const run = await runAct(tool('act', skip), commitAll(caller), exported.folder, folder, {
      more: noTools,
      event: { name: 'schedule', payload: { schedule: '17 3 * * *' } },
    });
    for (const [name, text] of [
      ['motor', policy],
      ['newer', newer],
    ] as const) {
      expect(output(run, 'gate', 'verdict', name), run.log).toBe('pass');
      const bundle = readFileSync(join(run.artifacts, `${name}-bundle/bundle.zip`));
      const files = unzipSync(bundle);
      expect(Buffer.from(files['assay.toml'] ?? []).toString()).toBe(text);
      expect(Buffer.from(files['evidence/msrv.json'] ?? []).toString()).toContain(sha256(text));
      const signature = readFileSync(join(run.artifacts, `${name}-signature/bundle.zip.sigstore.json`), 'utf8');
      expect(JSON.parse(signature)).toMatchObject({
        subject: [{ name: 'bundle.zip', digest: { sha256: sha256(bundle) } }],
        predicateType: 'https://slsa.dev/provenance/v1',
      });
    }
  });
});

describe('attest.yml under act', () => {
  it('signs nothing but the bundle that has the digest', async ({ skip }) => {
    const folder = exported.runFolder();
    const caller = smallWorkspace(join(folder, 'caller'), [], {
      '.github/workflows/sign.yml': `name: Sign
on: push
permissions: {}
jobs:
  make:
    runs-on: ubuntu-24.04
    steps:
      - run: echo something > bundle.zip
      - uses: ${readWorkflow('qualify.yml').jobs.evidence?.steps.find(({ id }) => id === 'kept')?.uses}
        with:
          name: assay-bundle
          path: bundle.zip
  sign:
    needs: make
    permissions:
      id-token: write # to be known to Sigstore
      attestations: write # to leave the attestation with the repository
    uses: ${reusable('attest')}
    with:
      digest: ${'0'.repeat(64)}
`,
    });
    const run = await runAct(tool('act', skip), caller, exported.folder, folder);
    expect(results(run, 'sign'), run.log).toEqual({
      attest: { 'Fetch the bundle': 'success', 'Compare its digest': 'failure' },
    });
    expect(Object.keys(artifactsOf(run))).toEqual(['assay-bundle']);
  });
});
