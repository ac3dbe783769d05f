import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { keptUntil2041, type MadeBundle, madeBundle } from '../support/audited-workspace.js';
import { temporaryFolder } from '../support/command.js';
import { type Held, heldRun, RUN_URL, sendJson, serveGitHub } from '../support/github-server.js';
import { type ActionRun, runAction } from '../support/run-action.js';

let made: MadeBundle;
beforeAll(async () => {
  made = await madeBundle([keptUntil2041], RUN_URL);
});

const held = (change: Parameters<typeof heldRun>[1] = {}) => heldRun(made.bytes, { commit: made.commit, ...change });

async function verify(answers: Held, inputs: Record<string, string> = {}): Promise<ActionRun & { cwd: string }> {
  const server = await serveGitHub(answers);
  onTestFinished(() => server.close());
  const cwd = temporaryFolder();
  const env = { GITHUB_API_URL: server.url, GITHUB_REPOSITORY: 'acme/governor' };
  const run = await runAction('verify-evidence', { cwd, env, inputs: { run: '42', token: 'ghs_secret', ...inputs } });
  expect(run.log + run.summary + JSON.stringify(run.outputs)).not.toContain('ghs_secret');
  return { ...run, cwd };
}

const errors = ({ commands }: ActionRun) =>
  commands.filter(({ name }) => name === 'error').map(({ message }) => message);

it('verify-evidence fetches the bundle of a run, and says where it is and when GitHub deletes it', async () => {
  const { status, outputs, summary, log, commands, cwd } = await verify(held());
  expect(status, log).toBe(0);
  const { digest, ...others } = outputs;
  const bundle = 'target/assay/audit/bundle.zip';
  expect(others).toEqual({ verdict: 'pass', evidence: bundle, findings: '9', bundle, expires: '2027-02-18' });
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(existsSync(join(cwd, bundle))).toBe(true);
  expect(existsSync(join(cwd, 'target/assay/audit/report/index.html'))).toBe(true);
  expect(summary).toContain('## ✓ Assay audit: pass');
  const warnings = commands.filter(({ name }) => name === 'warning').map(({ message }) => message);
  expect(warnings.at(-1)).toContain('on 2027-02-18, and the policy wants it kept until 2041-12-31');
});

it.each<[string, () => Held, Record<string, string>, string]>([
  ['of a fork', () => held({ run: { head_repository: null } }), {}, 'a fork that is gone'],
  ['of another commit than asked for', held, { commit: 'b'.repeat(40) }, `not of commit ${'b'.repeat(40)}`],
])('refuses evidence %s, and keeps none', async (_, answers, inputs, words) => {
  const result = await verify(answers(), inputs);
  expect([result.status, result.outputs.verdict, result.outputs.bundle]).toEqual([1, 'fail', '']);
  expect(errors(result).join('\n')).toContain(words);
  expect(existsSync(join(result.cwd, 'target'))).toBe(false);
});

it.each<[string, () => Held, Record<string, string>, string]>([
  ['a run that failed', () => held({ run: { conclusion: 'failure' } }), {}, 'ended in "failure"'],
  ['an API that refuses', () => refusing(), {}, 'the token lacks the right actions: read'],
  ['a switch that is none', held, { 'allow-fork': 'perhaps' }, 'the input allow-fork is neither true nor false'],
])('has no verdict of %s', async (_, answers, inputs, words) => {
  const result = await verify(answers(), inputs);
  expect([result.status, result.outputs.verdict]).toEqual([2, 'no-verdict']);
  expect(errors(result).join('\n')).toContain(words);
});

function refusing(): Held {
  const answers = held();
  answers.answers['/repos/acme/governor/actions/runs/42'] = (_, response) =>
    sendJson(response, { message: '::error::x' }, 403);
  return answers;
}
