import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assay, temporaryFolder } from './support/command.js';
import { commitAll, smallWorkspace } from './support/small-workspace.js';

const git = (cwd: string, ...args: string[]) =>
  execFileSync(
    'git',
    ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'protocol.file.allow=always', ...args],
    {
      cwd,
      stdio: 'pipe',
    },
  )
    .toString()
    .trim();

/** What the evidence of a check says it speaks of. */
async function subject(cwd: string, args: string[] = []): Promise<Record<string, string>> {
  const { stderr } = await assay(['toolchain', 'verify', ...args], { cwd });
  const folder = args[args.indexOf('--evidence-dir') + 1] ?? '';
  const file = args.includes('--evidence-dir') ? join(cwd, folder) : join(cwd, 'target/assay/evidence');
  expect(existsSync(join(file, 'toolchain.json')), stderr).toBe(true);
  return JSON.parse(readFileSync(join(file, 'toolchain.json'), 'utf8')).subject[0].digest;
}

const workingTree = { dirHash1: expect.stringMatching(/^[0-9a-f]{64}$/) };

/** A repository whose workspace is the folder `ws`, beside a folder `shared`. */
function monorepo(): { top: string; workspace: string } {
  const top = temporaryFolder();
  const workspace = smallWorkspace(join(top, 'ws'));
  rmSync(join(workspace, '.git'), { recursive: true });
  mkdirSync(join(top, 'shared'));
  writeFileSync(join(top, 'shared/notes.txt'), 'one\n');
  commitAll(top);
  return { top, workspace };
}

describe('the commit is claimed', () => {
  it('when the working tree is that commit, in a folder of the repository too', async () => {
    const { top, workspace } = monorepo();
    expect(await subject(workspace)).toEqual({ gitCommit: git(top, 'rev-parse', 'HEAD') });
    expect(await subject(workspace), 'after a run has left its results').toEqual({
      gitCommit: git(top, 'rev-parse', 'HEAD'),
    });
  });

  it('when results are all that a folder of the workspace holds', async () => {
    const workspace = smallWorkspace(temporaryFolder());
    const args = ['--evidence-dir', 'results/evidence'];
    await subject(workspace, args);
    expect(await subject(workspace, args)).toEqual({ gitCommit: git(workspace, 'rev-parse', 'HEAD') });
    writeFileSync(join(workspace, 'results/notes.txt'), 'one\n');
    expect(await subject(workspace, args)).toEqual(workingTree);
  });
});

describe('no commit is claimed', () => {
  it('when something beside the workspace differs: it may be built as well', async () => {
    const { top, workspace } = monorepo();
    writeFileSync(join(top, 'shared/notes.txt'), 'two\n');
    expect(await subject(workspace)).toEqual(workingTree);
  });

  it.each(['Cargo.lock', 'rust-toolchain.toml', 'assay.toml'])('when %s is ignored and not tracked', async (file) => {
    const workspace = smallWorkspace(temporaryFolder());
    appendFileSync(join(workspace, '.gitignore'), `${file}\n`);
    git(workspace, 'rm', '--quiet', '--cached', file);
    git(workspace, 'commit', '--quiet', '-am', 'untrack');
    expect(await subject(workspace)).toEqual(workingTree);
  });

  it('when data about known problems is ignored and not tracked', async () => {
    const workspace = smallWorkspace(temporaryFolder());
    appendFileSync(join(workspace, '.gitignore'), 'known-problems.json\n');
    git(workspace, 'commit', '--quiet', '-am', 'ignore');
    expect(await subject(workspace)).toEqual({ gitCommit: git(workspace, 'rev-parse', 'HEAD') });
    writeFileSync(join(workspace, 'known-problems.json'), '{}');
    expect(await subject(workspace)).toEqual(workingTree);
  });

  it.each(['--assume-unchanged', '--skip-worktree'])('when git was told to look away: %s', async (flag) => {
    const workspace = smallWorkspace(temporaryFolder());
    git(workspace, 'update-index', flag, 'src/lib.rs');
    expect(await subject(workspace)).toEqual(workingTree);
  });

  it('when a link leads out of the repository', async () => {
    const outside = temporaryFolder();
    const workspace = smallWorkspace(temporaryFolder());
    renameSync(join(workspace, 'Cargo.lock'), join(outside, 'Cargo.lock'));
    symlinkSync(join(outside, 'Cargo.lock'), join(workspace, 'Cargo.lock'));
    git(workspace, 'commit', '--quiet', '-am', 'link');
    expect(await subject(workspace)).toEqual(workingTree);
  });

  it('when a tracked folder has the name of one that results go to', async () => {
    const workspace = smallWorkspace(temporaryFolder(), [], { 'report/notes.txt': 'one\n' });
    writeFileSync(join(workspace, 'report/notes.txt'), 'two\n');
    expect(await subject(workspace, ['--evidence-dir', 'evidence'])).toEqual(workingTree);
  });

  it('when a submodule differs, and its digest follows the change', async () => {
    const library = smallWorkspace(temporaryFolder());
    const workspace = smallWorkspace(temporaryFolder());
    git(workspace, 'submodule', '--quiet', 'add', library, 'dep');
    appendFileSync(join(workspace, '.gitmodules'), '\tignore = all\n');
    git(workspace, 'commit', '--quiet', '-am', 'submodule');
    expect(await subject(workspace)).toEqual({ gitCommit: git(workspace, 'rev-parse', 'HEAD') });
    writeFileSync(join(workspace, 'dep/src/lib.rs'), '// one\n');
    const one = await subject(workspace);
    writeFileSync(join(workspace, 'dep/src/lib.rs'), '// two\n');
    const two = await subject(workspace);
    expect([one, two]).toEqual([workingTree, workingTree]);
    expect(two).not.toEqual(one);
  });
});

describe('evidence of something else', () => {
  it('makes no bundle of the commit that is checked out now', async () => {
    const cwd = smallWorkspace(temporaryFolder());
    await assay(['toolchain', 'verify'], { cwd });
    await assay(['msrv'], { cwd });
    writeFileSync(join(cwd, 'src/lib.rs'), '#![no_std]\n// changed\n');
    git(cwd, 'commit', '--quiet', '-am', 'change');
    const { status, stderr } = await assay(['bundle'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(/the evidence of toolchain speaks of commit [0-9a-f]{40}, and here is commit/);
    expect(existsSync(join(cwd, 'target/assay/bundle.zip'))).toBe(false);
  });

  it('is gone when a later run comes to nothing', async () => {
    const cwd = smallWorkspace(temporaryFolder());
    expect((await assay(['qualify'], { cwd })).status).toBe(0);
    rmSync(join(cwd, 'assay.toml'));
    expect((await assay(['qualify'], { cwd })).status).toBe(2);
    expect(existsSync(join(cwd, 'target/assay/bundle.zip'))).toBe(false);
    expect(existsSync(join(cwd, 'target/assay/report/index.html'))).toBe(false);
  });
});

it('an old date revives no deviation, for a single check either', async () => {
  const rustVersion = { file: 'Cargo.toml', replace: 'rust-version = "1.85"', by: 'rust-version = "1.90"' } as const;
  const cwd = smallWorkspace(temporaryFolder(), [rustVersion]);
  const deviation = `
[[deviation]]
id = "DEV-001"
rule = "msrv/above-baseline"
scope = { package = "governor" }
rationale = "For a while."
approved-by = "functional safety"
expires = 2024-01-01
`;
  appendFileSync(join(cwd, 'assay.toml'), deviation);
  const env = { SOURCE_DATE_EPOCH: '1600000000' };
  for (const args of [['msrv'], ['qualify', '--only', 'msrv'], ['qualify']]) {
    const { status, stdout, stderr } = await assay(args, { cwd, env });
    expect(status, args.join(' ')).toBe(1);
    expect(stdout, args.join(' ')).toMatch(/^✗ fail {2}/);
    if (args.length !== 3) expect(stderr).toContain('deviation DEV-001 expired on 2024-01-01');
  }
});
