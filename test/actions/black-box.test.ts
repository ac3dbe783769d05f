import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyTracked } from '../support/copy-tracked.js';
import { expectOrderly } from '../support/orderly.js';
import { type ActionRun, runAction } from '../support/run-action.js';
import { commitAll, type Edit, smallWorkspace } from '../support/small-workspace.js';

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'assay-actions-'));
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** A fresh small workspace whose path has spaces and letters outside ASCII. */
function workspace(...edits: Edit[]): string {
  return smallWorkspace(mkdtempSync(join(scratch, 'Größe 質 – ')), edits);
}

const errorsOf = ({ commands }: ActionRun) => commands.filter(({ name }) => name === 'error');
const movingChannel: Edit = { file: 'rust-toolchain.toml', replace: '"1.95.0"', by: '"stable"' };
const aboveBaseline: Edit = { file: 'assay.toml', replace: '"1.85.0"', by: '"1.56.0"' };

describe('on a clean workspace', () => {
  it.each<[name: string, folder: string, inputs: Record<string, string>]>([
    ['verify-toolchain', 'test/clean/toolchain', {}],
    ['check-msrv', 'test/clean/msrv-proved', { plan: 'true' }],
  ])('%s passes on %s, and sets every output', async (name, folder, inputs) => {
    const cwd = commitAll(copyTracked(folder, mkdtempSync(join(scratch, 'clean '))));
    const run = await runAction(name, { cwd, inputs });
    expectOrderly(name, run);
    expect([run.status, run.outputs.verdict, errorsOf(run)]).toEqual([0, 'pass', []]);
    for (const output of Object.values(run.outputs)) expect(output).not.toBe('');
  });

  it('verify-toolchain passes and says which toolchain it is', async () => {
    const cwd = workspace();
    const run = await runAction('verify-toolchain', { cwd });
    expectOrderly('verify-toolchain', run);
    expect({ status: run.status, errors: errorsOf(run), outputs: run.outputs }).toEqual({
      status: 0,
      errors: [],
      outputs: {
        verdict: 'pass',
        evidence: 'target/assay/evidence/toolchain.json',
        findings: expect.stringMatching(/^\d+$/),
        toolchain: '1.95.0',
        'rustc-version': '1.95.0',
        host: expect.stringMatching(/^\w+-\w+-\w+/),
      },
    });
    expect(run.summary).toContain('Assay: pass');
    expect(existsSync(join(cwd, 'target/assay/evidence/toolchain.json'))).toBe(true);
  });

  it('all four chain to a verified bundle', async () => {
    const cwd = workspace();
    const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd, encoding: 'utf8' }).trim();
    const runs = [await runAction('verify-toolchain', { cwd }), await runAction('check-msrv', { cwd })];
    expect(runs.map(({ status, outputs }) => [status, outputs.verdict])).toEqual([
      [0, 'pass'],
      [0, 'pass'],
    ]);
    expect(runs[1]?.outputs.baseline).toBe('1.85.0');

    const bundled = await runAction('bundle-evidence', { cwd });
    expectOrderly('bundle-evidence', bundled);
    expect(bundled.outputs).toMatchObject({ verdict: 'pass', bundle: 'target/assay/bundle.zip' });
    expect(bundled.outputs.findings).toBe(runs[0]?.outputs.findings);
    expect(bundled.outputs.digest).toBe(sha256sum(join(cwd, 'target/assay/bundle.zip')));

    const inputs = { bundle: 'target/assay/bundle.zip', commit };
    const verified = await runAction('verify-evidence', { cwd, inputs });
    expectOrderly('verify-evidence', verified);
    expect([verified.status, verified.outputs.verdict, errorsOf(verified)]).toEqual([0, 'pass', []]);

    const other = await runAction('verify-evidence', { cwd, inputs: { ...inputs, commit: '0'.repeat(40) } });
    expectOrderly('verify-evidence', other);
    expect([other.status, other.outputs.verdict]).toEqual([1, 'fail']);
    expect(errorsOf(other)[0]?.message).toContain(commit);
  });

  it('in a folder of the repository, places and outputs are relative to the repository', async () => {
    const cwd = mkdtempSync(join(scratch, 'mono '));
    smallWorkspace(join(cwd, 'firmware/motor'), [movingChannel]);
    const run = await runAction('verify-toolchain', { cwd, inputs: { 'working-directory': 'firmware/motor' } });
    expectOrderly('verify-toolchain', run);
    expect(run.outputs.evidence).toBe('firmware/motor/target/assay/evidence/toolchain.json');
    expect(errorsOf(run)[0]?.properties.file).toBe('firmware/motor/rust-toolchain.toml');
  });
});

describe('on a faulty workspace', () => {
  it('verify-toolchain fails, with the finding at its line and the verdict last', async () => {
    const run = await runAction('verify-toolchain', { cwd: workspace(movingChannel) });
    expectOrderly('verify-toolchain', run);
    expect([run.status, run.outputs.verdict]).toEqual([1, 'fail']);
    expect(Number(run.outputs.findings)).toBeGreaterThan(0);
    const errors = errorsOf(run);
    expect(errors[0]?.properties).toMatchObject({ file: 'rust-toolchain.toml', line: '2' });
    expect(errors.at(-1)?.message).toContain('the verdict is fail');
    expect(run.log).toContain('repair:');
    expect(run.summary).toContain('Assay: fail');
  });

  it('check-msrv fails, and its evidence is there', async () => {
    const cwd = workspace(aboveBaseline);
    const run = await runAction('check-msrv', { cwd });
    expectOrderly('check-msrv', run);
    expect([run.status, run.outputs.verdict, run.outputs.baseline]).toEqual([1, 'fail', '1.56.0']);
    const evidence = JSON.parse(readFileSync(join(cwd, run.outputs.evidence ?? ''), 'utf8'));
    expect(evidence.predicate.verdict).toBe('fail');
  });

  it('check-msrv leaves a plan and its lock file, and tells of them in the summary', async () => {
    const cwd = workspace();
    const run = await runAction('check-msrv', { cwd, inputs: { plan: 'true' } });
    expectOrderly('check-msrv', run);
    expect(run.outputs).toMatchObject({
      verdict: 'pass',
      plan: 'target/assay/plan/msrv-plan.json',
      lockfile: 'target/assay/plan/Cargo.lock',
    });
    expect(JSON.parse(readFileSync(join(cwd, run.outputs.plan ?? ''), 'utf8')).outcome).toBe('kept');
    expect(run.summary).toContain('The way back to the baseline');
    expect(run.log).toContain('every member compiles with its baseline');
  });

  it('check-msrv has no verdict where it may not install a baseline that is missing, and says how to get it', async () => {
    const edits: Edit[] = [
      { file: 'assay.toml', replace: '"1.85.0"', by: '"1.85.1"' },
      { file: 'assay.toml', replace: 'prove = false', by: 'prove = true' },
    ];
    const run = await runAction('check-msrv', { cwd: workspace(...edits) });
    expectOrderly('check-msrv', run);
    expect([run.status, run.outputs.verdict]).toEqual([2, 'no-verdict']);
    expect(run.log).toContain('rustup toolchain install 1.85.1 --profile minimal');
  });

  it('without a compiler there is no verdict, in other words than a fail', async () => {
    const run = await runAction('verify-toolchain', { cwd: workspace(), env: { PATH: scratch } });
    expectOrderly('verify-toolchain', run);
    expect([run.status, run.outputs.verdict]).toEqual([2, 'no-verdict']);
    expect(errorsOf(run).at(-1)?.message).toContain('there is no verdict');
  });

  it('bundle-evidence makes no bundle of part of the evidence', async () => {
    const cwd = workspace();
    await runAction('verify-toolchain', { cwd });
    const run = await runAction('bundle-evidence', { cwd });
    expectOrderly('bundle-evidence', run);
    expect([run.status, run.outputs.verdict, run.outputs.bundle]).toEqual([2, 'no-verdict', '']);
    expect(errorsOf(run)[0]?.message).toContain('msrv');
    expect(existsSync(join(cwd, 'target/assay/bundle.zip'))).toBe(false);
  });

  it('verify-evidence does not take a file for a bundle because it is there', async () => {
    const cwd = workspace();
    const run = await runAction('verify-evidence', { cwd, inputs: { bundle: 'Cargo.toml' } });
    expectOrderly('verify-evidence', run);
    expect(run.status).not.toBe(0);
    expect(run.outputs.verdict).not.toBe('pass');
  });
});

describe("on a user's mistake", () => {
  it.each([
    ['no workspace', { 'working-directory': 'nowhere' }, 'nowhere'],
    ['no policy', { policy: 'other.toml' }, 'other.toml'],
    ['an input on two lines', { policy: 'a\n::error::b' }, 'line break'],
  ])('%s: one message with its remedy, no stack, every output set', async (_, inputs, words) => {
    const run = await runAction('check-msrv', { cwd: workspace(), inputs });
    expectOrderly('check-msrv', run);
    expect([run.status, run.outputs.verdict]).toEqual([2, 'no-verdict']);
    expect(errorsOf(run)).toHaveLength(1);
    expect(errorsOf(run)[0]?.message).toContain(words);
    expect(errorsOf(run)[0]?.message).toContain('\nRepair: ');
    expect(run.log).not.toMatch(/^ {4}at /m);
  });
});

describe('text from the workspace', () => {
  const injected = '\\n::error file=x::injected\\r::set-output name=verdict::pass\\n##[error]injected';
  it.each<[string, string, Edit]>([
    [
      'the channel',
      'verify-toolchain',
      { file: 'rust-toolchain.toml', replace: '"1.95.0"', by: `"stable${injected}"` },
    ],
    [
      'a key of the policy',
      'check-msrv',
      { file: 'assay.toml', replace: 'level =', by: `"le${injected}" = 1\nlevel =` },
    ],
    ['the level', 'check-msrv', { file: 'assay.toml', replace: '"DAL D"', by: `"DAL D${injected}"` }],
    ["the project's name", 'check-msrv', { file: 'assay.toml', replace: '"governor"', by: `"governor${injected}"` }],
    ["a crate's name", 'check-msrv', { file: 'Cargo.toml', replace: '"governor"', by: `"governor${injected}"` }],
    ["a crate's MSRV", 'check-msrv', { file: 'Cargo.toml', replace: '"1.85"', by: `"1.85${injected}"` }],
    [
      'a name in the lock file',
      'check-msrv',
      { file: 'Cargo.lock', replace: '"governor"', by: `"governor${injected}"` },
    ],
  ])('gives the runner no command: %s', async (_, name, edit) => {
    const run = await runAction(name, { cwd: workspace(edit) });
    expectOrderly(name, run);
    for (const { properties } of run.commands) expect(properties.file).not.toBe('x');
    for (const output of Object.values(run.outputs)) expect(output).toMatch(/^[\w./-]*$/);
  });
});

describe('when the run is cancelled', () => {
  it('ends with status 130 and leaves no evidence', async () => {
    const cwd = workspace();
    const run = await runAction('check-msrv', { cwd, interruptAt: '::group::' });
    expect(run.status).toBe(130);
    const evidence = join(cwd, 'target/assay/evidence');
    expect(existsSync(evidence) ? readdirSync(evidence) : []).toEqual([]);
  });
});

function sha256sum(file: string): string {
  return execFileSync('sha256sum', [file], { encoding: 'utf8' }).slice(0, 64);
}
