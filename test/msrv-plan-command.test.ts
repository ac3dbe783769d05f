import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assay, temporaryFolder } from './support/command.js';
import {
  checkFailure,
  chosenByCargo,
  lockedIn,
  lockedWorkspace,
  lockText,
  type PlanWorkspace,
  requireCompilers,
  runPlan,
} from './support/plan-workspace.js';
import { registryOfThisFile } from './support/registry.js';

requireCompilers('rust_1_85');
const registry = registryOfThisFile();

/** A workspace whose lock file has one package above the baseline. */
async function aboveBaseline({ name = 'telemetry', files = {} } = {}): Promise<PlanWorkspace> {
  await registry.publish({ name, version: '1.0.0' }, { name, version: '1.1.0', declares: '1.88' });
  return lockedWorkspace(registry, { requires: { [name]: '1' }, files });
}

function plan({ folder, env }: PlanWorkspace, args: readonly string[] = []) {
  return assay(['msrv', 'plan', ...args], { cwd: folder, env });
}

describe('assay msrv plan', () => {
  it('--check fails while Cargo.lock is not what the plan gives, and says what to do; then it passes', async () => {
    const workspace = await aboveBaseline();
    const before = lockText(workspace);
    const first = await plan(workspace, ['--check']);
    expect(first.status).toBe(1);
    expect(first.stderr).toContain('Cargo.lock is not what the plan gives: run assay msrv plan --write, and commit it');
    expect(lockText(workspace)).toBe(before);

    expect((await plan(workspace, ['--write'])).status).toBe(0);
    expect(lockText(workspace)).not.toBe(before);
    const { status, plan: kept } = await runPlan(workspace, ['--check']);
    expect({ status, outcome: kept.outcome, changes: kept.changes }).toEqual({
      ...{ status: 0, outcome: 'kept', changes: [] },
    });
    expect(checkFailure(workspace, '1.85.0')).toBeUndefined();
  });

  it('--check passes where a newer version fits too: what is locked and fits is kept', async () => {
    const workspace = await aboveBaseline({ name: 'telecommand' });
    expect((await plan(workspace, ['--write'])).status).toBe(0);
    await registry.publish({ name: 'telecommand', version: '1.0.1' });
    expect(lockedIn(chosenByCargo(workspace, '1.85'))).toEqual(['telecommand 1.0.1']);
    expect((await plan(workspace, ['--check'])).status).toBe(0);
  });

  it('prints in words what it found, and where it left the plan', async () => {
    const workspace = await aboveBaseline();
    const { stdout, stderr } = await plan(workspace, [workspace.folder]);
    expect(stdout.split('\n')).toEqual(
      expect.arrayContaining([
        '1 change of Cargo.lock, and every member compiles with its baseline (1.85.0)',
        '  telemetry 1.1.0 → 1.0.0: declares rust-version 1.88',
        expect.stringMatching(/^ {2}app, default features: compiled with rustc 1\.85\.0 \([0-9a-f]{9}\)$/),
      ]),
    );
    expect(stderr).toContain('plan: target/assay/plan/msrv-plan.json');
    expect(stderr).toContain('planned lock file: target/assay/plan/Cargo.lock');
  });

  it('--format json prints the document that it leaves, and nothing else', async () => {
    const workspace = await aboveBaseline();
    const { stdout } = await plan(workspace, ['--format', 'json']);
    const left = readFileSync(join(workspace.folder, 'target/assay/plan/msrv-plan.json'), 'utf8');
    expect(stdout.trimEnd()).toBe(left.trimEnd());
  });

  it('leaves no lock file beside a plan that is none, nor one of an earlier run', async () => {
    const workspace = await aboveBaseline();
    expect((await plan(workspace)).status).toBe(0);
    const planned = join(workspace.folder, 'target/assay/plan/Cargo.lock');
    expect(existsSync(planned)).toBe(true);
    writeFileSync(join(workspace.folder, 'src/lib.rs'), 'pub fn is_even(n: u32) -> bool { n.is_multiple_of(2) }\n');
    expect((await plan(workspace)).status).toBe(1);
    expect(existsSync(planned)).toBe(false);
  });
});

describe('a lock file that is no start', () => {
  it.each([
    [
      'is not there',
      (file: string) => rmSync(file),
      /there is no Cargo.lock to plan from[\s\S]*cargo generate-lockfile/,
    ],
    ['is cut off', (file: string) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, -20)), /Cargo\.lock/],
    [
      'lacks a package, so that Cargo would rewrite it',
      (file: string) =>
        writeFileSync(file, readFileSync(file, 'utf8').replace(/\[\[package\]\]\nname = "telemetry"[^[]*/, '')),
      /Cargo\.lock|lock file/,
    ],
  ])('%s: exit 2, with what to do, and it stays as it is', async (_, damage, says) => {
    const workspace = await aboveBaseline();
    const file = join(workspace.folder, 'Cargo.lock');
    damage(file);
    const before = existsSync(file) && lockText(workspace);
    const { status, stdout, stderr } = await plan(workspace, ['--write']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('defect');
    expect(existsSync(file) && lockText(workspace)).toBe(before);
  });

  it('is another one when the plan is made: the newer one stays', async () => {
    const workspace = await aboveBaseline();
    const file = join(workspace.folder, 'Cargo.lock');
    const { status, stderr } = await assay(['msrv', 'plan', '--write'], {
      ...{ cwd: workspace.folder, env: workspace.env },
      watch(_, text) {
        if (text.includes('compiling app with the pinned compiler')) writeFileSync(file, '# of somebody else\n');
      },
    });
    expect(status).toBe(2);
    expect(stderr).toContain('Cargo.lock has changed while the plan was made');
    expect(readFileSync(file, 'utf8')).toBe('# of somebody else\n');
  });
});

describe('an interruption', () => {
  it('leaves Cargo.lock as it was, no plan, and nothing that runs', async () => {
    const started = join(temporaryFolder(), 'started');
    const sleeps = `fn main() {
    std::fs::write(${JSON.stringify(started)}, std::process::id().to_string()).unwrap();
    std::thread::sleep(std::time::Duration::from_secs(60));
}
`;
    const workspace = await aboveBaseline({ files: { 'build.rs': sleeps } });
    const before = lockText(workspace);
    let sent = false;
    const run = await assay(['msrv', 'plan', '--write'], {
      ...{ cwd: workspace.folder, env: workspace.env },
      watch(child) {
        const timer = setInterval(() => {
          if (sent || !existsSync(started) || readFileSync(started, 'utf8') === '') return;
          sent = child.kill('SIGINT');
          clearInterval(timer);
        }, 20);
      },
    });
    expect({ status: run.status, stdout: run.stdout }).toEqual({ status: 130, stdout: '' });
    expect(lockText(workspace)).toBe(before);
    expect(readdirSync(join(workspace.folder, 'target/assay')).sort()).not.toContain('plan');
    expect(isRunning(Number(readFileSync(started, 'utf8')))).toBe(false);
  });

  function isRunning(pid: number): boolean {
    const status = `/proc/${pid}/status`;
    return existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
  }
});
