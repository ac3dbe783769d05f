import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assay, temporaryFolder } from '../support/command.js';
import { ownRustup } from '../support/own-rustup.js';
import { type ActionRun, runAction, runPost } from '../support/run-action.js';
import { type Edit, smallWorkspace } from '../support/small-workspace.js';

const NAME = 'verify-toolchain';
const EVIDENCE = 'target/assay/evidence/toolchain.json';
const errorsOf = ({ commands }: ActionRun) => commands.filter(({ name }) => name === 'error');

describe('verify-toolchain with install: true', () => {
  it('comes from nothing to a verified toolchain', async () => {
    const { env, sysroot } = await ownRustup();
    const run = await runAction(NAME, { cwd: smallWorkspace(temporaryFolder()), env, inputs: { install: 'true' } });
    expect([run.status, errorsOf(run)], run.log).toEqual([0, []]);
    expect(run.outputs).toMatchObject({ verdict: 'pass', toolchain: '1.95.0', 'rustc-version': '1.95.0' });
    expect(existsSync(join(sysroot, 'bin/cargo'))).toBe(true);
  });

  it('has no verdict when nothing could be installed, and leaves no evidence of before', async () => {
    const cwd = smallWorkspace(temporaryFolder());
    const good = await ownRustup();
    await runAction(NAME, { cwd, env: good.env, inputs: { install: 'true' } });
    expect(existsSync(join(cwd, EVIDENCE))).toBe(true);
    const bad = await ownRustup({ faults: (path) => (path.includes('/rustc-') ? 'flip' : undefined) });
    const run = await runAction(NAME, { cwd, env: bad.env, inputs: { install: 'true' } });
    expect([run.status, run.outputs.verdict]).toEqual([2, 'no-verdict']);
    expect(errorsOf(run)[0]?.message).toMatch(/checksum failed.*\nRepair: /);
    expect(existsSync(join(cwd, EVIDENCE))).toBe(false);
  });

  it('takes nothing but true and false for a switch', async () => {
    const run = await runAction(NAME, { cwd: smallWorkspace(temporaryFolder()), inputs: { install: 'yes' } });
    expect([run.status, run.outputs.verdict]).toEqual([2, 'no-verdict']);
    expect(errorsOf(run)[0]?.message).toContain('the input install is neither true nor false: "yes"');
  });
});

/** The first half on a workspace whose toolchain is locked, then the second; `meanwhile` is the rest of the job. */
async function job(
  meanwhile: (job: { cwd: string; sysroot: string; temp: string }) => void = () => undefined,
  edits: Edit[] = [],
) {
  const { env, sysroot } = await ownRustup();
  const cwd = smallWorkspace(temporaryFolder(), edits);
  const temp = temporaryFolder();
  const options = { cwd, env, temp, inputs: { install: 'true' } };
  await runAction(NAME, options);
  const locked = await assay(['toolchain', 'lock'], { cwd, env });
  expect(locked.status, locked.stderr).toBe(0);
  const first = await runAction(NAME, options);
  expect([first.status, first.outputs.verdict], first.log).toEqual([0, 'pass']);
  meanwhile({ cwd, sysroot, temp });
  const post = await runPost(NAME, first, options);
  expect(post.outputs, 'outputs of a post step reach nobody').toEqual({});
  return { first, post, evidence: () => JSON.parse(readFileSync(join(cwd, EVIDENCE), 'utf8')).predicate };
}

describe('the post step of verify-toolchain', () => {
  it('says in one line that nothing changed, and how it knows', async () => {
    const modes: number[] = [];
    const { first, post } = await job(({ temp }) => {
      for (const name of readdirSync(temp)) modes.push(statSync(join(temp, name)).mode & 0o777);
    });
    expect([post.status, errorsOf(post), post.summary], post.log).toEqual([0, [], '']);
    expect(post.log).toMatch(
      /\d+ files of the toolchain stayed as they were while the job ran; all were hashed again\n/,
    );
    expect(modes, 'only this user may read what was remembered').toEqual([0o600]);
    expect(Object.keys(first.state)).toEqual(['file', 'sha256']);
  });

  it('says when it took files for the same by their times, where the policy lets it', async () => {
    const { post } = await job(undefined, [
      { file: 'assay.toml', replace: '[toolchain]\n', by: '[toolchain]\ntrust-file-times = true\n' },
      { file: 'assay.toml', replace: '"DAL D"', by: '"DAL E"' },
    ]);
    expect(post.status, post.log).toBe(0);
    expect(post.log).toContain('were not hashed again');
  });

  it.each<[string, string, (sysroot: string) => void]>([
    [
      'a byte more',
      'lib/librustc_driver-0.so',
      (sysroot) => appendFileSync(join(sysroot, 'lib/librustc_driver-0.so'), 'x'),
    ],
    ['one that was not there', 'lib/more.so', (sysroot) => writeFileSync(join(sysroot, 'lib/more.so'), 'x')],
  ])('fails when a file changed in mid-job: %s', async (_, file, damage) => {
    const { post, evidence } = await job(({ sysroot }) => damage(sysroot));
    expect(post.status, post.log).toBe(1);
    expect(errorsOf(post)[0]?.message).toContain(`${file} changed while the job ran`);
    expect(errorsOf(post).at(-1)?.message).toContain('the verdict is fail: at the end of the job, ');
    expect(post.summary).toContain('changed while the job ran');
    expect(evidence().verdict).toBe('fail');
    expect(evidence().findings).toContainEqual(
      expect.objectContaining({ rule: 'toolchain/changed-during-job', subject: { kind: 'file', name: file } }),
    );
  });

  it('has no verdict when what it remembered is changed', async () => {
    const { post } = await job(({ temp }) => {
      for (const file of readdirSync(temp).map((name) => join(temp, name))) {
        writeFileSync(file, readFileSync(file, 'utf8').replace('rustdoc', 'rustdog'));
      }
    });
    expect(post.status, post.log).toBe(2);
    expect(errorsOf(post)[0]?.message).toContain('what the first step remembered was changed while the job ran');
  });

  it.each<[string, (cwd: string) => void, string]>([
    [
      'the policy changed',
      (cwd) => appendFileSync(join(cwd, 'assay.toml'), '# more\n'),
      'the policy changed while the job ran',
    ],
    ['the workspace is gone', (cwd) => rmSync(join(cwd, 'Cargo.toml')), 'there is no Cargo.toml'],
  ])('has no verdict when %s', async (_, meddle, words) => {
    const { post } = await job(({ cwd }) => meddle(cwd));
    expect(post.status, post.log).toBe(2);
    expect(errorsOf(post)[0]?.message).toContain(words);
  });

  it.each<[string, Edit[]]>([
    ['without a lock', []],
    ['when the first half ended early', [{ file: 'assay.toml', replace: '[project]', by: '[project' }]],
  ])('says why nothing was watched %s', async (_, edits) => {
    const { env } = await ownRustup();
    const options = { cwd: smallWorkspace(temporaryFolder(), edits), env, inputs: { install: 'true' } };
    const first = await runAction(NAME, options);
    expect(first.state).toEqual({});
    const post = await runPost(NAME, first, options);
    expect([post.status, errorsOf(post)], post.log).toEqual([0, []]);
    expect(post.log).toContain('nothing was watched');
  });
});
