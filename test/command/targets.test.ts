import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assay, temporaryFolder } from '../support/command.js';
import { failing, hostTarget, tested, withTables } from '../support/host-target.js';
import { HOST } from '../support/release.js';
import { smallWorkspace } from '../support/small-workspace.js';

const OTHER = 'zz-unknown-none';

function workspace(tables: readonly string[], files: Record<string, string> = tested): string {
  return smallWorkspace(temporaryFolder(), tables.length === 0 ? [] : [withTables(...tables)], files);
}

const evidenceIn = (cwd: string) => {
  const folder = join(cwd, 'target/assay/evidence');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

describe('assay targets', () => {
  it('tries every target, shows their table, and says what it left', async () => {
    const cwd = workspace([hostTarget(), `[targets.${OTHER}]\n`]);
    const { status, stdout, stderr } = await assay(['targets'], { cwd });
    expect(status).toBe(2);
    expect(evidenceIn(cwd)).toEqual([`targets-${HOST}.json`, `targets-${OTHER}.json`]);
    expect(stdout).toMatch(/^Targets$/m);
    expect(stdout).toContain('Answer: ready\n');
    expect(stdout).toContain('Answer: not known\n');
    expect(stderr).toContain(`evidence: target/assay/evidence/targets-${OTHER}.json`);
    expect(stderr).toContain(`tests-1.log: target/assay/targets-${HOST}/tests-1.log`);
  });

  it('tries those alone that are named, and leaves the evidence of the others', async () => {
    const cwd = workspace([hostTarget(), `[targets.${OTHER}]\n`]);
    expect((await assay(['targets', '--target', OTHER], { cwd })).status).toBe(2);
    const { status, stdout } = await assay(['targets', '--target', HOST, '--format', 'json'], { cwd });
    expect([status, JSON.parse(stdout).verdict]).toEqual([0, 'pass']);
    expect(evidenceIn(cwd)).toHaveLength(2);
  });

  it('fails where a test fails', async () => {
    const { status } = await assay(['targets', '--target', HOST], { cwd: workspace([hostTarget()], failing) });
    expect(status).toBe(1);
  });

  it.each([
    ['a target that the policy does not name', [hostTarget()], ['--target', HOST.slice(1)], `did you mean "${HOST}"`],
    ['a policy without targets', [], [], 'the policy names no target'],
  ])('tries nothing for %s', async (_, tables, args, words) => {
    const cwd = workspace(tables);
    const { status, stderr } = await assay(['targets', ...args], { cwd });
    expect([status, evidenceIn(cwd)]).toEqual([2, []]);
    expect(stderr).toContain(words);
  });
});

describe('assay targets plan', () => {
  it('prints the matrix and what it owes, and nothing else', async () => {
    const cwd = workspace([hostTarget()]);
    const { status, stdout, stderr } = await assay(['targets', 'plan', '--runs-on', 'big'], { cwd });
    expect([status, stderr, JSON.parse(stdout)]).toEqual([
      0,
      '',
      {
        include: [{ name: HOST, targets: HOST, run: 'emulator', 'runs-on': 'big', artifact: HOST }],
        expected: [`targets-${HOST}`],
      },
    ]);
  });

  it('makes none of a policy without targets', async () => {
    const { status, stdout, stderr } = await assay(['targets', 'plan'], { cwd: workspace([]) });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('the policy names no target');
  });
});

describe('assay targets list', () => {
  const env = { RUSTUP_TOOLCHAIN: '1.95.0' };
  const list = (...args: string[]) => assay(['targets', 'list', ...args], { cwd: temporaryFolder(), env });

  it('takes the targets of the compiler in use that have what is wanted', async () => {
    const { status, stdout } = await list('--wanted', 'no_std, tier 2, thumbv7em');
    const lines = stdout.trimEnd().split('\n');
    expect([status, lines[0]?.split(/\s{2,}/).slice(0, 3)]).toEqual([0, ['target', 'tier', 'library']]);
    expect(lines.slice(1, 3).map((line) => line.split(' ')[0])).toEqual([
      'thumbv7em-none-eabi',
      'thumbv7em-none-eabihf',
    ]);
    expect(stdout).toContain('2 of 320 targets of rustc 1.95.0');
  });

  it('gives all of them as JSON', async () => {
    const { status, stdout } = await list('--format', 'json');
    const { release, known, targets } = JSON.parse(stdout);
    expect([status, release, known, targets.length]).toEqual([0, '1.95.0', 320, 320]);
    expect(targets.find(({ target }: { target: string }) => target === HOST)).toMatchObject({
      tier: 1,
      library: 'std',
    });
  });

  it('has none where no target has all of it, and says so', async () => {
    const { status, stdout } = await list('--wanted', 'std, no_std');
    expect([status, stdout]).toEqual([0, '0 of 320 targets of rustc 1.95.0\n']);
  });

  it('lists the words where one fits no target', async () => {
    const { status, stdout, stderr } = await list('--wanted', 'thumbz');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('no_std, alloc, core');
  });
});
