import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/command.js';
import { failing, hostTarget, tested, withTables } from '../support/host-target.js';
import { expectOrderly } from '../support/orderly.js';
import { HOST } from '../support/release.js';
import { type ActionOptions, type ActionRun, runAction } from '../support/run-action.js';
import { smallWorkspace } from '../support/small-workspace.js';

/** A workspace whose policy names these targets. */
function workspace(tables: readonly string[], files: Record<string, string> = tested): string {
  return smallWorkspace(temporaryFolder(), tables.length === 0 ? [] : [withTables(...tables)], files);
}

async function run(name: string, options: ActionOptions): Promise<ActionRun> {
  const result = await runAction(name, options);
  expectOrderly(name, result);
  return result;
}

const of = ({ commands }: ActionRun, kind: string) => commands.filter(({ name }) => name === kind);
const evidence = (name: string) => `target/assay/evidence/targets-${name}.json`;
const headOf = (cwd: string) => execFileSync('git', ['rev-parse', 'HEAD'], { cwd, encoding: 'utf8' }).trim();

describe('plan-targets', () => {
  it('gives the matrix and the evidence that it owes, and judges nothing', async () => {
    const cwd = workspace([
      hostTarget(),
      '[targets.thumbv7em-none-eabihf]\nrun = "hardware"\nruns-on = ["self-hosted", "stm32"]\n',
    ]);
    const { status, outputs, commands, summary } = await run('plan-targets', { cwd, inputs: { 'runs-on': 'big' } });
    expect([status, commands.filter(({ name }) => !name.endsWith('group')), summary]).toEqual([0, [], '']);
    const { matrix, expected, ...others } = outputs;
    expect(others).toEqual({ verdict: '', evidence: '', findings: '', asked: 'true' });
    expect(JSON.parse(matrix ?? '')).toEqual({
      include: [
        {
          name: 'thumbv7em-none-eabihf',
          targets: 'thumbv7em-none-eabihf',
          run: 'hardware',
          'runs-on': ['self-hosted', 'stm32'],
          artifact: 'thumbv7em-none-eabihf',
        },
        { name: HOST, targets: HOST, run: 'emulator', 'runs-on': 'big', artifact: HOST },
      ],
    });
    expect(JSON.parse(expected ?? '')).toEqual(['targets-thumbv7em-none-eabihf', `targets-${HOST}`]);
  });

  it('needs no Rust', async () => {
    const { status, outputs } = await run('plan-targets', {
      cwd: workspace([hostTarget()]),
      env: { PATH: '/nowhere' },
    });
    expect([status, outputs.asked]).toEqual([0, 'true']);
  });

  it('says that the policy names no target, where that may be', async () => {
    const cwd = workspace([]);
    const asked = await run('plan-targets', { cwd, inputs: { when: 'asked' } });
    const empty = { verdict: '', evidence: '', findings: '', matrix: '', expected: '[]' };
    expect([asked.status, asked.outputs]).toEqual([0, { ...empty, asked: 'false' }]);
    expect(of(asked, 'notice')[0]?.message).toBe('the policy names no target; nothing ran, and there is no verdict.');
    const always = await run('plan-targets', { cwd });
    expect([always.status, always.outputs.verdict, always.outputs.asked]).toEqual([2, 'no-verdict', '']);
    expect(of(always, 'error')[0]?.message).toContain('the policy names no target');
  });

  it.each([
    ['a policy that cannot be read', ['[targets'], 'asked'],
    ['hardware without a label', [hostTarget().replace('emulator', 'hardware')], 'asked'],
    ['two tables for one target', [hostTarget(), `[targets."a/${HOST}.json"]\n`], 'always'],
    ['a name that is none', ['[targets."a b"]\n'], 'asked'],
    ['a name that is a command', ['[targets."a\\n::error::injected"]\n'], 'asked'],
  ])('makes no plan of %s, and does not say that nothing is asked', async (_, tables, when) => {
    const { status, outputs, commands } = await run('plan-targets', { cwd: workspace(tables), inputs: { when } });
    expect([status, outputs.verdict, outputs.matrix, outputs.asked]).toEqual([2, 'no-verdict', '', '']);
    expect(commands.filter(({ name }) => name === 'error')).toHaveLength(1);
  });
});

describe('gate-target', () => {
  const inputs = { target: HOST };

  it('passes where the target is ready, and sets every output', async () => {
    const cwd = workspace([hostTarget()]);
    const { status, outputs, commands, log, summary } = await run('gate-target', { cwd, inputs });
    expect([status, commands.filter(({ name }) => !name.endsWith('group'))], log).toEqual([0, []]);
    expect(outputs).toEqual({
      verdict: 'pass',
      evidence: evidence(HOST),
      findings: '0',
      artifact: `target/assay/targets-${HOST}/tests-1.log`,
      readiness: 'ready',
    });
    expect(summary).toContain('Targets');
    expect(summary).toContain(HOST);
    expect(readFileSync(join(cwd, outputs.artifact ?? ''), 'utf8')).toContain('test goes_faster ... ok');
  });

  it('fails where a test of it fails', async () => {
    const cwd = workspace([hostTarget()], failing);
    const { status, outputs, log } = await run('gate-target', { cwd, inputs });
    expect([status, outputs.verdict, outputs.readiness], log).toEqual([1, 'fail', 'not ready']);
    expect(Number(outputs.findings)).toBeGreaterThan(0);
    expect(existsSync(join(cwd, evidence(HOST)))).toBe(true);
  });

  it('tries the others where one fails, and has the worst verdict', async () => {
    const other = 'zz-unknown-none';
    const cwd = workspace([hostTarget(), `[targets.${other}]\n`], failing);
    const { status, outputs, log, summary } = await run('gate-target', { cwd, inputs: { target: `${HOST} ${other}` } });
    expect([status, outputs.verdict, outputs.readiness], log).toEqual([1, 'fail', 'not ready']);
    expect(outputs.evidence).toBe(`${evidence(HOST)}\n${evidence(other)}`);
    const verdicts = [HOST, other].map(
      (name) => JSON.parse(readFileSync(join(cwd, evidence(name)), 'utf8')).predicate.verdict,
    );
    expect(verdicts).toEqual(['fail', 'no-verdict']);
    for (const name of [HOST, other]) expect(summary).toContain(name);
  });

  it.each([
    ['is not in the policy', `${HOST} elsewhere`, 'the policy names no target "elsewhere"'],
    ['is a path', `../../${HOST}`, 'the policy names no target'],
    ['is a command', '$(touch injected) ;id', 'the policy names no target'],
    ['is missing', '', 'the input target is missing'],
  ])('tries nothing where a name %s', async (_, target, words) => {
    const cwd = workspace([hostTarget()]);
    const result = await run('gate-target', { cwd, inputs: { target } });
    expect([result.status, result.outputs.verdict, result.outputs.evidence]).toEqual([2, 'no-verdict', '']);
    expect(of(result, 'error')[0]?.message).toContain(words);
    expect(existsSync(join(cwd, evidence(HOST)))).toBe(false);
    expect(existsSync(join(cwd, 'injected'))).toBe(false);
  });
});

describe('verify-evidence of the targets', () => {
  const inputs = { check: 'targets' };

  async function tried(tables: readonly string[], targets: string) {
    const cwd = workspace(tables);
    await run('gate-target', { cwd, inputs: { target: targets } });
    return cwd;
  }

  it('passes where that of every target is there, and shows their table', async () => {
    const cwd = await tried([hostTarget()], HOST);
    const { status, outputs, summary, log } = await run('verify-evidence', {
      cwd,
      inputs: { ...inputs, commit: headOf(cwd) },
    });
    const none = { bundle: '', digest: '', expires: '' };
    const found = { verdict: 'pass', evidence: 'target/assay/evidence', findings: '0', ...none };
    expect([status, outputs], log).toEqual([0, found]);
    expect(summary).toContain('Targets');
  });

  it('has no verdict where a target left none, and names it', async () => {
    const cwd = await tried([hostTarget(), '[targets.thumbv7em-none-eabihf]\n'], HOST);
    const result = await run('verify-evidence', { cwd, inputs: { ...inputs, commit: headOf(cwd) } });
    expect([result.status, result.outputs.verdict], result.log).toEqual([2, 'no-verdict']);
    const missing = 'evidence is missing: targets-thumbv7em-none-eabihf';
    expect(of(result, 'error').at(-1)?.message).toContain(missing);
    expect(result.log).toContain('skipped');
    expect(result.summary).toContain('- `targets-thumbv7em-none-eabihf`');
    expect(result.summary).toContain(HOST);
  });

  it('has no verdict where none of them left any', async () => {
    const cwd = workspace([hostTarget()]);
    const { status, outputs, summary } = await run('verify-evidence', { cwd, inputs });
    expect([status, outputs.verdict, outputs.findings]).toEqual([2, 'no-verdict', '']);
    expect(summary).toContain(`targets-${HOST}`);
  });

  it('refuses evidence of another commit', async () => {
    const cwd = await tried([hostTarget()], HOST);
    const result = await run('verify-evidence', { cwd, inputs: { ...inputs, commit: '0'.repeat(40) } });
    expect([result.status, result.outputs.verdict]).toEqual([1, 'fail']);
    expect(of(result, 'error')[0]?.message).toContain(headOf(cwd));
  });

  it('refuses evidence of another run at the same commit', async () => {
    const cwd = workspace([hostTarget()]);
    const ofRun = (id: string) => ({ GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/motor', GITHUB_RUN_ID: id });
    await run('gate-target', { cwd, inputs: { target: HOST }, env: ofRun('4711') });
    const given = { ...inputs, commit: headOf(cwd) };
    const same = await run('verify-evidence', { cwd, inputs: given, env: ofRun('4711') });
    expect([same.status, same.outputs.verdict], same.log).toEqual([0, 'pass']);
    const other = await run('verify-evidence', { cwd, inputs: given, env: ofRun('9') });
    expect([other.status, other.outputs.verdict]).toEqual([1, 'fail']);
    expect(of(other, 'error')[0]?.message).toMatch(/runs\/4711, and this is the run .*runs\/9/);
  });

  it('refuses evidence that was made to look better', async () => {
    const cwd = workspace([hostTarget()], failing);
    await run('gate-target', { cwd, inputs: { target: HOST } });
    const file = join(cwd, evidence(HOST));
    const made = JSON.parse(readFileSync(file, 'utf8'));
    Object.assign(made.predicate, { verdict: 'pass', reason: 'no findings', findings: [] });
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`);
    const { status, outputs, log } = await run('verify-evidence', { cwd, inputs });
    expect([status, outputs.verdict]).toEqual([1, 'fail']);
    expect(log).toContain('lack a finding that follows from the facts');
  });

  it.each([
    ['neither', {}, 'none of the inputs bundle, check, run, release is given'],
    ['both', { bundle: 'b.zip', check: 'targets' }, 'the inputs bundle and check are given together'],
    ['no check of this name', { check: 'target' }, 'there is no check "target"; did you mean'],
    ['a check that is not asked for', { check: 'coverage' }, 'the policy does not ask for the check coverage'],
  ])('has no verdict given %s', async (_, given, words) => {
    const result = await run('verify-evidence', { cwd: workspace([]), inputs: given });
    expect([result.status, result.outputs.verdict]).toEqual([2, 'no-verdict']);
    expect(of(result, 'error')[0]?.message).toContain(words);
  });
});

it('gate-target ends with status 130 when the run is cancelled, and what was left before is gone', async () => {
  const cwd = workspace([hostTarget()]);
  await run('gate-target', { cwd, inputs: { target: HOST } });
  const cancelled = await runAction('gate-target', { cwd, inputs: { target: HOST }, interruptAt: 'building for' });
  expect(cancelled.status, cancelled.log).toBe(130);
  expect(existsSync(join(cwd, evidence(HOST)))).toBe(false);
  rmSync(join(cwd, 'target'), { recursive: true });
});
