import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { artifactsOf, exportForTests, output, results, reusable, runAct, said, tellingJob } from '../support/act.js';
import { type Edit, smallWorkspace } from '../support/small-workspace.js';
import { tool } from '../support/tools.js';

const exported = exportForTests();

/** A caller as a user writes it, with a job that may only run on a pass. */
const caller = (workflow: string) => `name: Check
on: push
permissions: {}
jobs:
  assay:
    permissions:
      contents: read # to check out the workspace
    uses: ${reusable(workflow)}
${tellingJob('assay')}`;

function call(skip: TestContext['skip'], workflow: string, edits: readonly Edit[] = []) {
  const folder = exported.runFolder();
  const files = { '.github/workflows/check.yml': caller(workflow) };
  return runAct(tool('act', skip), smallWorkspace(join(folder, 'caller'), edits, files), exported.folder, folder);
}

/** An edit of the small workspace with which the check fails. */
const faults: Record<string, Edit> = {
  toolchain: { file: 'assay.toml', replace: '["rust#159035"]', by: '[]' },
  msrv: { file: 'assay.toml', replace: '"1.85.0"', by: '"1.56.0"' },
};

describe.each(Object.entries(faults))('%s.yml under act', (check, fault) => {
  it('passes, keeps the evidence, and lets what waits for it go on', async ({ skip }) => {
    const run = await call(skip, check);
    expect(results(run).gate, run.log).toEqual({ 'Give the verdict': 'success' });
    expect(artifactsOf(run)).toEqual({ [`assay-evidence-${check}`]: [`${check}.json`] });
    expect(said(run)).toEqual({
      verdict: 'pass',
      evidence: `assay-evidence-${check}`,
      ...(check === 'msrv'
        ? { baseline: '1.85.0', plan: '' }
        : { toolchain: '1.95.0', 'rustc-version': '1.95.0', host: expect.stringContaining('linux') }),
    });
  });

  it('fails, keeps the evidence, and stops what waits for it', async ({ skip }) => {
    const run = await call(skip, check, [fault]);
    expect(results(run), run.log).toMatchObject({
      [check]: { 'Keep the evidence': 'success' },
      gate: { 'Give the verdict': 'failure' },
    });
    expect(artifactsOf(run)).toEqual({ [`assay-evidence-${check}`]: [`${check}.json`] });
    expect([output(run, 'gate', 'verdict'), results(run).tell]).toEqual(['fail', undefined]);
  });
});
