import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/command.js';
import { readActionYml } from '../support/run-action.js';
import { runScript } from '../support/script.js';
import { jobOf, needsOf, readWorkflow, reusableWorkflows, stepOf } from '../support/workflow-file.js';

const { jobs } = readWorkflow('qualify.yml');
const { gate: _gate, evidence: _evidence, ...checks } = jobs;
// The others have one job, whose result is the workflow's.
const withGate = reusableWorkflows.filter((name) => name !== 'attest.yml' && name !== 'audit.yml');

/** Runs a step's script with a file for its outputs and one for its summary. */
function runStep(script: string, variables: Record<string, string>) {
  const folder = temporaryFolder();
  const [output, summary] = [join(folder, 'output'), join(folder, 'summary')];
  for (const file of [output, summary]) writeFileSync(file, '');
  const files = { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary };
  const { status, stdout } = runScript(script, { PATH: process.env.PATH, ...files, ...variables });
  return { status, stdout, output: readFileSync(output, 'utf8'), summary: readFileSync(summary, 'utf8') };
}

describe('qualify.yml', () => {
  it('runs the evidence job and the gate whatever the others did, were they cancelled', () => {
    const [evidence, gate] = [jobOf('qualify.yml', 'evidence'), jobOf('qualify.yml', 'gate')];
    expect([evidence.if, gate.if]).toEqual(['always()', 'always()']);
    expect(needsOf(evidence)).toEqual(Object.keys(checks));
    expect(needsOf(gate)).toEqual([...Object.keys(checks), 'evidence']);
  });

  it('has the checks side by side: only the targets wait, for their plan', () => {
    const waiting = Object.entries(checks).flatMap(([name, job]) => needsOf(job).map((needed) => [name, needed]));
    expect(waiting).toEqual([['targets', 'plan']]);
  });
});

describe.each(reusableWorkflows)('%s', (file) => {
  const workflow = readWorkflow(file);
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it('has words for every input and output, a type for every input, and a default for what need not be given', () => {
    const { inputs, outputs } = workflow.on.workflow_call;
    for (const { description, type, required = false, default: value } of Object.values(inputs)) {
      expect(description).toMatch(/\.$/);
      expect(['string', 'boolean', 'number']).toContain(type);
      expect(required).toBe(value === undefined);
    }
    for (const { description } of Object.values(outputs)) expect(description).toMatch(/\.$/);
    expect(Object.keys(outputs)).toContain(file === 'attest.yml' ? 'signature' : 'verdict');
  });

  it('hands out only what a job of it gives, and every job gives what a step of it gives', () => {
    for (const { value } of Object.values(workflow.on.workflow_call.outputs)) {
      const [, job = '', output = ''] = /^\$\{\{ jobs\.(\w+)\.outputs\.([\w-]+) \}\}$/.exec(value) ?? [];
      expect(workflow.jobs[job]?.outputs, value).toHaveProperty(output);
    }
    for (const job of Object.values(workflow.jobs)) {
      const ids = job.steps.flatMap(({ id }) => id ?? []);
      const named = Object.values(job.outputs ?? {}).flatMap((value) =>
        Array.from(value.matchAll(/steps\.(\w+)\./g), ([, id = '']) => id),
      );
      expect(ids).toEqual(expect.arrayContaining(named));
    }
  });

  it('asks for no secret, so that a fork can run it', () => {
    expect(workflow.on.workflow_call.secrets).toBeUndefined();
    expect(JSON.stringify(workflow)).not.toMatch(/secrets\.|github\.token/);
  });

  it('takes nothing from the event that another event lacks but with something in its place', () => {
    const read = [...JSON.stringify(workflow).matchAll(/\$\{\{[^}]*github\.event\.[^}]*\}\}/g)].map(([text]) => text);
    const known = [
      /^\$\{\{ \(inputs\.base \|\| github\.event\.pull_request \|\| github\.event\.merge_group\) && '0' \|\| '1' \}\}$/,
      /^\$\{\{ inputs\.base \|\| github\.event\.pull_request\.base\.sha \|\| github\.event\.merge_group\.base_sha \}\}$/,
    ];
    for (const text of read)
      expect(
        known.some((pattern) => pattern.test(text)),
        text,
      ).toBe(true);
  });

  it('gives each of our actions only inputs that it has', () => {
    for (const { uses = '', with: given = {} } of steps.filter((step) => step.uses?.startsWith('$/actions/'))) {
      const known = Object.keys(readActionYml(uses.slice('$/actions/'.length)).inputs ?? {});
      expect(known).toEqual(expect.arrayContaining(Object.keys(given)));
    }
  });

  it('keeps what there is whatever the steps before came to, and fails where there is none of what it keeps', () => {
    const uploads = steps.filter(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
    for (const upload of uploads) {
      // Of a check that the policy need not ask for, of a bundle that may not have been made, what there is. What is signed is kept when it is signed.
      expect(upload.if).toMatch(
        /^(?:always\(\)(?: && (?:inputs\.plan|steps\.(?:coverage|target|bundle|audit)\.outputs\.\w+ != ''))?|success\(\))$/,
      );
      expect(upload.with).toMatchObject({ 'if-no-files-found': 'error' });
    }
  });

  it('takes one label, several, or a group for its runners', () => {
    const one = "(startsWith(inputs.runs-on, '[') || startsWith(inputs.runs-on, '{'))";
    const asked = `\${{ ${one} && fromJSON(inputs.runs-on) || inputs.runs-on }}`;
    for (const [name, job] of Object.entries(workflow.jobs)) {
      expect(job['runs-on']).toBe(name === 'targets' ? `\${{ matrix.runs-on }}` : asked);
    }
  });
});

describe.each(withGate)('the gate of %s', (file) => {
  const gate = jobOf(file, 'gate');
  const { run = '', env = {} } = stepOf(file, 'Give the verdict');
  const { ENDED = '' } = env;
  const names = Array.from(ENDED.matchAll(/^(\w+): /gm), ([, name = '']) => name);

  /** Everything succeeded, but what is named here. */
  function decide(ended: Record<string, string> = {}, { verdict = 'pass', asked = 'true' } = {}) {
    const lines = names.map((name) => `${name}: ${ended[name] ?? 'success'}`);
    const { status, output, summary } = runStep(run, { ENDED: lines.join('\n'), VERDICT: verdict, ASKED: asked });
    expect(summary).toContain(`The verdict of the gate is **${output.trim().split('=')[1]}**.`);
    for (const name of names) expect(summary).toContain(`| ${name} | ${(ended[name] ?? 'success') || 'nothing'} |`);
    return { status, output };
  }

  it('always runs, looks at every job, and gives the workflow its verdict', () => {
    expect(gate.if).toBe('always()');
    const step = gate.steps.find(({ id }) => id === 'gate');
    expect(step?.if).toBe(gate.steps.length === 1 ? undefined : 'always()');
    const { gate: _, ...others } = readWorkflow(file).jobs;
    expect(needsOf(gate)).toEqual(Object.keys(others));
    for (const job of needsOf(gate)) expect(ENDED).toContain(`\${{ needs.${job}.result }}`);
    expect(readWorkflow(file).on.workflow_call.outputs.verdict?.value).toBe(`\${{ jobs.gate.outputs.verdict }}`);
  });

  it('passes when everything succeeded and the verdict is pass', () => {
    expect(decide()).toEqual({ status: 0, output: 'verdict=pass\n' });
  });

  const ends = ['failure', 'cancelled', 'skipped', ''];
  it.each(names.flatMap((name) => ends.map((end) => [name, end] as const)))(
    'gives no verdict when %s ended in %j',
    (name, end) => {
      expect(decide({ [name]: end })).toEqual({ status: 1, output: 'verdict=no-verdict\n' });
    },
  );

  it.each(['fail', 'no-verdict', ''])('does not pass when the verdict is %j', (verdict) => {
    expect(decide({}, { verdict })).toEqual({ status: 1, output: `verdict=${verdict || 'no-verdict'}\n` });
  });

  it('keeps a fail when a job was cancelled too', () => {
    expect(decide({ [names[0] ?? '']: 'cancelled' }, { verdict: 'fail' }).output).toBe('verdict=fail\n');
  });
});

describe('the gate of qualify.yml, of a policy that names no target', () => {
  const { run = '' } = stepOf('qualify.yml', 'Give the verdict');
  const decide = (ended: string, asked: string) => runStep(run, { ENDED: ended, VERDICT: 'pass', ASKED: asked });

  it('passes when the job of the targets was skipped', () => {
    expect(decide('Plan: success\nTargets: skipped', 'false')).toMatchObject({ status: 0, output: 'verdict=pass\n' });
  });

  it.each([
    ['the plan said nothing', '', 'Plan: success\nTargets: skipped'],
    ['the plan said so and failed', 'false', 'Plan: failure\nTargets: skipped'],
    ['the plan was skipped too', '', 'Plan: skipped\nTargets: skipped'],
    ['the job was cancelled', 'false', 'Plan: success\nTargets: cancelled'],
    ['another job was skipped', 'false', 'Plan: success\nTargets: skipped\nCoverage: skipped'],
  ])('gives no verdict when %s', (_, asked, ended) => {
    expect(decide(ended, asked)).toMatchObject({ status: 1, output: 'verdict=no-verdict\n' });
  });
});

describe.each(['qualify.yml', 'attest.yml'])('the digest that %s compares', (file) => {
  const { run = '' } = stepOf(file, 'Compare its digest');
  // Of the five bytes `hello`, by sha256sum.
  const digest = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

  function compare(expected: string, more = '') {
    return runStep(`mkdir "$HOME/assay-bundle"; cd "$HOME"; printf hello > assay-bundle/bundle.zip; ${more}\n${run}`, {
      HOME: temporaryFolder(),
      DIGEST: expected,
    });
  }

  it('is that of the bundle, also where there is only shasum', () => {
    expect(compare(digest).status).toBe(0);
    expect(compare(digest, 'sha256sum() { return 127; }').status).toBe(0);
  });

  it.each([
    ['of another file', digest.replace('2', '3'), 'another took its place'],
    ['empty', '', 'is no SHA-256'],
    ['text with a command in it', `${digest}\n::set-output name=a::b`, 'is no SHA-256'],
  ])('is refused when it is %s', (_, expected, words) => {
    const { status, stdout } = compare(expected);
    expect([status, stdout.trim().split('\n').length]).toEqual([1, 1]);
    expect(stdout).toContain(words);
  });

  it('is refused when there is no bundle', () => {
    expect(compare(digest, 'rm assay-bundle/bundle.zip').status).not.toBe(0);
  });
});
