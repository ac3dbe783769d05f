import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ActRun, exportRepository, QUALIFY, runAct } from '../support/act.js';
import { copyTracked } from '../support/copy-tracked.js';
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

let scratch: string;
let exported: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'assay-act-'));
  exported = exportRepository(join(scratch, 'export'));
});
afterAll(() => rmSync(scratch, { recursive: true }));

async function call(act: string, { edits = [], inputs = '' }: { edits?: Edit[]; inputs?: string }): Promise<ActRun> {
  const folder = mkdtempSync(join(scratch, 'run-'));
  const caller = smallWorkspace(join(folder, 'caller'), edits, {
    '.github/workflows/qualification.yml': callerWorkflow(inputs),
  });
  return runAct(act, caller, exported, folder);
}

function addWorkflow(caller: string, inputs = ''): void {
  mkdirSync(join(caller, '.github/workflows'), { recursive: true });
  writeFileSync(join(caller, '.github/workflows/qualification.yml'), callerWorkflow(inputs));
}

/** The result of every step of the reusable workflow, by job: a step that did not run is not in it. */
function results({ steps }: ActRun): Record<string, Record<string, string>> {
  const byJob: Record<string, Record<string, string>> = {};
  for (const { job, step, result } of steps) byJob[job] = { ...byJob[job], [step]: result };
  return byJob;
}

/** As {@link results}, when every step ran that was not left to choice, and succeeded but those named, which have these results. */
function expectedResults(exceptions: Record<string, Record<string, string>> = {}) {
  return Object.fromEntries(
    Object.entries(qualify.jobs).map(([job, { steps }]) => {
      const unasked = steps.filter((step) => !step.if?.includes('inputs.'));
      const all = unasked.map(({ name, uses = '' }) => [name ?? uses, 'success']);
      return [job, { ...Object.fromEntries(all), ...exceptions[job] }];
    }),
  );
}

const artifactsOf = (run: ActRun) =>
  Object.fromEntries(readdirSync(run.artifacts).map((name) => [name, readdirSync(join(run.artifacts, name))]));
const output = (run: ActRun, job: string, name: string) =>
  run.outputs.findLast((one) => one.job === job && one.name === name)?.value;

describe('qualify.yml under act', () => {
  it('takes the sample workspace from the caller to the gate, and lets the release go on', async ({ skip }) => {
    const folder = mkdtempSync(join(scratch, 'run-'));
    const caller = copyTracked('examples/motor-controller', join(folder, 'caller'));
    addWorkflow(caller);
    const run = await runAct(tool('act', skip), commitAll(caller), exported, folder);
    expect(results(run), run.log).toMatchObject({ ...expectedResults(), release: { Release: 'success' } });
    expect(artifactsOf(run)).toEqual({
      'assay-bundle': ['bundle.zip'],
      'assay-evidence-msrv': ['msrv.json'],
      'assay-evidence-toolchain': ['toolchain.json'],
      'assay-report': expect.arrayContaining(['index.html', 'assay.sarif', 'junit.xml']),
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
    const { toolchain, msrv, evidence, gate, ...others } = results(run);
    expect(toolchain, run.log).toMatchObject({ 'Verify the toolchain': 'failure', 'Keep the evidence': 'failure' });
    expect(msrv).toMatchObject({ 'Keep the evidence': 'failure' });
    expect(evidence).toMatchObject({ 'Fetch the evidence of the toolchain': 'failure', 'Keep the bundle': 'failure' });
    expect(gate).toMatchObject({ 'Fetch the bundle': 'failure', 'Give the verdict': 'failure' });
    expect(others).toEqual({});
    expect(existsSync(join(run.artifacts, 'assay-bundle'))).toBe(false);
    expect(output(run, 'gate', 'verdict')).toBe('no-verdict');
  });

  it('takes a workspace in a folder of the repository, under its own names', async ({ skip }) => {
    const inputs = '    with:\n      working-directory: firmware/motor\n      artifact-prefix: motor\n      plan: true';
    const folder = mkdtempSync(join(scratch, 'run-'));
    smallWorkspace(join(folder, 'caller/firmware/motor'));
    rmSync(join(folder, 'caller/firmware/motor/.git'), { recursive: true });
    addWorkflow(join(folder, 'caller'), inputs);
    const run = await runAct(tool('act', skip), commitAll(join(folder, 'caller')), exported, folder);
    const expected = expectedResults({ msrv: { 'Keep the plan': 'success' } });
    expect(results(run), run.log).toMatchObject({ ...expected, release: { Release: 'success' } });
    expect(Object.keys(artifactsOf(run))).toContain('motor-bundle');
    expect(artifactsOf(run)['motor-msrv-plan']).toEqual(['Cargo.lock', 'msrv-plan.json']);
    expect(output(run, 'release', 'verdict')).toBe('pass');
  });
});
