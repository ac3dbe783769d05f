import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from '../support/repository.js';
import { readActionYml } from '../support/run-action.js';
import { runScript } from '../support/script.js';

interface Step {
  name?: string;
  id?: string;
  if?: string;
  uses?: string;
  run?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}

interface Job {
  if?: string;
  needs?: string[];
  steps: Step[];
}

const { jobs } = parse(readFileSync(join(root, 'workflows/qualify.yml'), 'utf8')) as { jobs: Record<string, Job> };
const { gate, evidence, ...checks } = jobs as { gate: Job; evidence: Job } & Record<string, Job>;
const allSteps = Object.values(jobs).flatMap(({ steps }) => steps);

describe('qualify.yml', () => {
  it('runs the evidence job and the gate whatever the others did', () => {
    expect([evidence.if, gate.if]).toEqual(['always()', 'always()']);
    expect(evidence.needs).toEqual(Object.keys(checks));
    expect(gate.needs).toEqual([...Object.keys(checks), 'evidence']);
  });

  it('keeps evidence, bundle and report whatever the step before did, and fails where there is none', () => {
    const uploads = allSteps.filter(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
    // The evidence of each check but the plan, which is none, the plan of one, the reports of one, the logs of one, the bundle and the report.
    expect(uploads).toHaveLength(Object.keys(checks).length - 1 + 5);
    // Of a check that the policy need not ask for, what there is.
    const conditions =
      /^always\(\)(?: && (?:inputs\.plan|steps\.(?:coverage|target)\.outputs\.(?:verdict|evidence|artifact) != ''))?$/;
    for (const upload of uploads) {
      expect(upload.if).toMatch(conditions);
      expect(upload.with).toMatchObject({ 'if-no-files-found': 'error' });
    }
  });

  it('gives each of our actions only inputs that it has', () => {
    const ours = allSteps.filter(({ uses }) => uses?.startsWith('$/actions/'));
    expect(ours).toHaveLength(Object.keys(checks).length + 2);
    for (const { uses = '', with: given = {} } of ours) {
      const known = Object.keys(readActionYml(uses.slice('$/actions/'.length)).inputs ?? {});
      expect(known).toEqual(expect.arrayContaining(Object.keys(given)));
    }
  });
});

describe("the gate's script", () => {
  const { run = '', env = {}, if: condition } = gate.steps.find(({ id }) => id === 'gate') ?? {};
  const values: Record<string, string> = { VERDICT: 'pass', ASKED: 'true' };
  const passing = Object.fromEntries(Object.keys(env).map((name) => [name, values[name] ?? 'success']));
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-gate-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function decide(results: Record<string, string>) {
    const output = join(folder, 'output');
    writeFileSync(output, '');
    const { status } = runScript(run, { PATH: process.env.PATH, ...results, GITHUB_OUTPUT: output });
    return { status, output: readFileSync(output, 'utf8') };
  }

  it('always runs, and looks at the result of every job before it', () => {
    expect(condition).toBe('always()');
    const looked = Object.values(env).join();
    for (const job of gate.needs ?? []) expect(looked).toContain(`needs.${job}.result`);
  });

  it('passes when everything succeeded and the bundle passes', () => {
    expect(decide(passing)).toEqual({ status: 0, output: 'verdict=pass\n' });
  });

  const others = Object.keys(passing).filter((name) => values[name] === undefined);
  it.each(others.flatMap((name) => ['failure', 'cancelled', 'skipped', ''].map((result) => [name, result] as const)))(
    'gives no verdict when %s ended in %j',
    (name, result) => {
      expect(decide({ ...passing, [name]: result })).toEqual({ status: 1, output: 'verdict=no-verdict\n' });
    },
  );

  it('passes when the job of the targets was skipped, and the plan said that the policy names none', () => {
    const skipped = { ...passing, ASKED: 'false', TARGETS: 'skipped' };
    expect(decide(skipped)).toEqual({ status: 0, output: 'verdict=pass\n' });
  });

  it.each([
    ['the plan said nothing', { ASKED: '', TARGETS: 'skipped' }],
    ['the plan said so and failed', { ASKED: 'false', PLAN: 'failure', TARGETS: 'skipped' }],
    ['the plan was skipped too', { ASKED: '', PLAN: 'skipped', TARGETS: 'skipped' }],
    ['the job was cancelled', { ASKED: 'false', TARGETS: 'cancelled' }],
    ['another job was skipped', { ASKED: 'false', TARGETS: 'skipped', COVERAGE: 'skipped' }],
  ])('gives no verdict when %s', (_, results) => {
    expect(decide({ ...passing, ...results })).toEqual({ status: 1, output: 'verdict=no-verdict\n' });
  });

  it.each(['fail', 'no-verdict', ''])('does not pass when the verdict on the bundle is %j', (verdict) => {
    expect(decide({ ...passing, VERDICT: verdict })).toEqual({
      status: 1,
      output: `verdict=${verdict || 'no-verdict'}\n`,
    });
  });
});
