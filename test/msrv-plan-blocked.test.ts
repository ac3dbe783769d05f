import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assay } from './support/command.js';
import {
  baseline,
  cargo,
  changesIn,
  checkFailure,
  editManifest,
  lockedWorkspace,
  lockText,
  type PlanWorkspace,
  planThatHolds,
  requireCompilers,
  runPlan,
} from './support/plan-workspace.js';
import { registryOfThisFile } from './support/registry.js';

requireCompilers('rust_1_85');
const registry = registryOfThisFile();

/** Runs the plan with --write, which must not write. */
async function planInVain(workspace: PlanWorkspace, args: readonly string[] = [], env: Record<string, string> = {}) {
  const before = lockText(workspace);
  const run = await runPlan({ ...workspace, env: { ...workspace.env, ...env } }, ['--write', ...args]);
  expect(lockText(workspace)).toBe(before);
  expect(run.plan.lock).toBeNull();
  return run;
}

describe('there is no way', () => {
  it('where every version that is required needs a newer Rust: the chain says which, and the search was complete', async () => {
    await registry.publish(
      { name: 'runtime', version: '3.0.0', declares: '1.88' },
      { name: 'runtime', version: '3.1.0', declares: '1.90' },
      { name: 'runtime', version: '3.2.0', yanked: true },
      { name: 'service', version: '1.0.0', requires: { runtime: '^3' } },
      { name: 'service', version: '2.0.0', requires: { runtime: '^3' } },
      { name: 'service', version: '2.1.0', requires: { runtime: '^3' } },
    );
    const workspace = lockedWorkspace(registry, { requires: { service: '2' } });
    const { status, plan, stdout } = await planInVain(workspace);
    expect({ status, outcome: plan.outcome, gaps: plan.gaps }).toEqual({ status: 1, outcome: 'blocked', gaps: [] });
    expect(plan.blocks).toEqual([
      {
        member: 'app',
        baseline: '1.85.0',
        steps: [
          {
            by: 'app',
            requires: 'service ^2',
            versions: ['2.1.0 to 2.0.0 (2 versions): requires runtime ^3, of which none can be chosen'],
          },
          {
            by: 'service 2.1.0 to 2.0.0 (2 versions)',
            requires: 'runtime ^3',
            versions: ['3.2.0: is yanked', '3.1.0: declares rust-version 1.90', '3.0.0: declares rust-version 1.88'],
          },
        ],
      },
    ]);
    expect(plan.tried).toMatchObject({ complete: true, unknown: [] });
    expect(plan.proof.compilations).toBe(0);
    expect(stdout).toContain('the search was complete');
    expect(plan.waysOut).toMatchObject([
      { kind: 'baseline', what: expect.stringContaining('1.88.0') },
      { kind: 'replace', what: expect.stringContaining('service') },
    ]);
  });

  it('but without a feature: that is named first, and is a way out', async () => {
    await registry.publish({ name: 'exporter', version: '1.0.0', declares: '1.88' });
    const workspace = lockedWorkspace(registry, {
      manifest:
        'exporter = { version = "1", optional = true }\n\n[features]\ndefault = ["export"]\nexport = ["dep:exporter"]\n',
    });
    const { plan } = await planInVain(workspace);
    expect(plan.waysOut.map(({ kind }) => kind)).toEqual(['feature', 'baseline', 'replace']);
    expect(plan.waysOut[0]?.what).toContain('export');
    editManifest(workspace, 'default = ["export"]', 'default = []');
    expect((await runPlan(workspace)).plan).toMatchObject({ outcome: 'kept', changes: [] });
  });

  it('but with another requirement: that is named first, and is a way out', async () => {
    await registry.publish(
      { name: 'measure', version: '0.9.0' },
      { name: 'measure', version: '1.0.0', declares: '1.89' },
    );
    const workspace = lockedWorkspace(registry, { requires: { measure: '1' } });
    const { plan } = await planInVain(workspace);
    expect(plan.waysOut.map(({ kind }) => kind)).toEqual(['requirement', 'baseline', 'replace']);
    expect(plan.waysOut[0]?.what).toMatch(/measure.*0\.9\.0/);
    editManifest(workspace, 'measure = "1"', 'measure = "0.9"');
    cargo(workspace, ['update', 'measure']);
    expect((await runPlan(workspace)).plan).toMatchObject({ outcome: 'kept', changes: [] });
  });

  it('where a dependency asks for more than the workspace does: the clash is named', async () => {
    await registry.publish(
      { name: 'protocol', version: '1.1.0' },
      { name: 'protocol', version: '1.2.0', declares: '1.88' },
      { name: 'sender', version: '1.0.0', requires: { protocol: '^1.2' } },
    );
    const workspace = lockedWorkspace(registry, { requires: { protocol: '1', sender: '1' } });
    const { plan } = await planInVain(workspace);
    expect(plan.outcome).toBe('blocked');
    expect(plan.blocks).toEqual([
      {
        member: 'app',
        baseline: '1.85.0',
        steps: [
          {
            by: 'app',
            requires: 'protocol ^1',
            versions: ['1.2.0: declares rust-version 1.88', '1.1.0: clashes with sender, which requires ^1.2'],
          },
        ],
      },
    ]);
  });

  it('where two packages link the same library in different versions: the clash is named', async () => {
    await registry.publish(
      { name: 'engine-sys', version: '1.0.0', links: 'engine', buildScript: 'fn main() {}\n' },
      { name: 'engine-sys', version: '2.0.0', links: 'engine', buildScript: 'fn main() {}\n' },
      { name: 'engine', version: '1.0.0', requires: { 'engine-sys': '^1' } },
      { name: 'engine', version: '1.1.0', declares: '1.88', requires: { 'engine-sys': '^2' } },
      { name: 'engine-tools', version: '1.1.0', requires: { 'engine-sys': '^2' } },
    );
    const workspace = lockedWorkspace(registry, { requires: { engine: '1', 'engine-tools': '1' } });
    const { status, plan } = await planInVain(workspace);
    expect({ status, outcome: plan.outcome, complete: plan.tried.complete }).toEqual({
      ...{ status: 1, outcome: 'blocked', complete: true },
    });
    expect(JSON.stringify(plan.blocks)).toContain('links engine');
    expect(plan.waysOut).toContainEqual(
      expect.objectContaining({ kind: 'baseline', what: expect.stringContaining('1.88.0') }),
    );
  });
});

describe('the code of the workspace', () => {
  it('that needs a newer Rust is beyond any lock file', async () => {
    const code = 'pub fn is_even(n: u32) -> bool { n.is_multiple_of(2) }\n';
    const { status, plan } = await planInVain(lockedWorkspace(registry, { code }));
    expect({ status, outcome: plan.outcome, gaps: plan.gaps }).toEqual({ status: 1, outcome: 'blocked', gaps: [] });
    expect(plan.proof.failures).toMatchObject([
      { package: 'app 0.1.0', member: 'app', rust: '1.85.0', code: 'E0658', at: { path: 'src/lib.rs', line: 1 } },
    ]);
    expect(plan.blocks).toEqual([]);
    expect(plan.changes).toEqual([]);
  });

  it('that does not compile with the pinned compiler either is a gap, and no verdict', async () => {
    const { status, plan } = await planInVain(lockedWorkspace(registry, { code: 'include!("generated.rs");\n' }));
    expect({ status, outcome: plan.outcome }).toEqual({ status: 2, outcome: 'not-established' });
    expect(plan.gaps[0]).toMatchObject({
      what: 'whether app 0.1.0 compiles with the baseline 1.85.0 (default features)',
      why: expect.stringContaining('it does not compile with the pinned compiler either'),
    });
    expect(plan.learnt).toEqual([]);
  });

  it('that declares more than its baseline is named, and hinders no plan', async () => {
    await registry.publish(
      { name: 'gauges', version: '1.0.0' },
      { name: 'gauges', version: '1.1.0', declares: '1.88' },
    );
    const workspace = lockedWorkspace(registry, { requires: { gauges: '1' }, declares: '1.88' });
    const { plan, stdout } = await runPlan(workspace, ['--write']);
    expect(plan.outcome).toBe('planned');
    expect(plan.manifests).toEqual([{ path: 'Cargo.toml', declares: '1.88', baseline: '1.85.0' }]);
    expect(changesIn(plan)).toEqual(['gauges 1.1.0 → 1.0.0']);
    expect(stdout).toContain('Cargo.toml declares rust-version 1.88: set it to 1.85.0 or lower');
    expect(checkFailure(workspace, '1.85.0')).toContain('app@0.1.0 requires rustc 1.88');
    editManifest(workspace, '1.88', '1.85');
    expect(checkFailure(workspace, '1.85.0')).toBeUndefined();
  });
});

describe('what cannot be known is no verdict, and no lock file is written', () => {
  it('a baseline that is not installed', async () => {
    const workspace = lockedWorkspace(registry, { policy: baseline('1.84.0') });
    const { status, plan } = await planInVain(workspace);
    expect({ status, outcome: plan.outcome }).toEqual({ status: 2, outcome: 'not-established' });
    expect(plan.gaps).toContainEqual({
      what: 'whether the members compile with their baseline 1.84.0',
      why: expect.stringContaining('1.84.0'),
      remedy: expect.stringContaining('rustup toolchain install 1.84.0'),
    });
  });

  it('a way back of which nothing is at hand, where the registry must not be asked; with it there is a plan', async () => {
    await registry.publish(
      { name: 'forgotten', version: '1.0.0' },
      { name: 'rewritten', version: '1.0.0', requires: { forgotten: '^1' } },
      { name: 'rewritten', version: '1.1.0', declares: '1.88' },
    );
    const workspace = lockedWorkspace(registry, { requires: { rewritten: '1' } });
    const { status, plan } = await planInVain(workspace, ['--offline']);
    expect({ status, outcome: plan.outcome }).toEqual({ status: 2, outcome: 'not-established' });
    expect(plan.tried).toMatchObject({ complete: false, unknown: ['forgotten'] });
    expect(plan.gaps).toContainEqual({
      what: 'whether there is another way',
      why: 'nothing is at hand of forgotten',
      remedy: expect.stringContaining('without --offline'),
    });

    const asked = await planThatHolds(workspace);
    expect(changesIn(asked)).toEqual(['rewritten 1.1.0 → 1.0.0', 'forgotten new → 1.0.0']);
  });

  it('a way back that was never downloaded, where the registry must not be asked', async () => {
    await registry.publish(
      { name: 'undelivered', version: '1.0.0' },
      { name: 'undelivered', version: '1.1.0', declares: '1.88' },
    );
    const workspace = lockedWorkspace(registry, { requires: { undelivered: '1' } });
    const { status, plan } = await planInVain(workspace, ['--offline']);
    expect({ status, outcome: plan.outcome, learnt: plan.learnt }).toEqual({
      ...{ status: 2, outcome: 'not-established', learnt: [] },
    });
    expect(plan.gaps[0]).toMatchObject({ remedy: expect.stringContaining('cargo fetch') });
  });

  it('an index of which Cargo keeps nothing, where the registry must not be asked', async () => {
    await registry.publish({ name: 'unheard', version: '1.0.0' });
    const workspace = lockedWorkspace(registry, { requires: { unheard: '1' } });
    const home = registry.freshHome();
    const run = await assay(['msrv', 'plan', '--offline'], { cwd: workspace.folder, env: { CARGO_HOME: home } });
    expect(run.status, run.stderr).toBe(2);
    expect(run.stderr).toContain('cargo fetch');
    expect(existsSync(join(home, 'registry/cache'))).toBe(false);
  });

  it('a way back of which nothing is at hand, where the registry cannot be reached', async () => {
    await registry.publish(
      { name: 'misplaced', version: '1.0.0' },
      { name: 'restored', version: '1.0.0', requires: { misplaced: '^1' } },
      { name: 'restored', version: '1.1.0', declares: '1.88' },
    );
    const workspace = lockedWorkspace(registry, { requires: { restored: '1' } });
    const once = { CARGO_NET_RETRY: '0' };
    const { status, plan } = await registry.whileUnreachable(() => planInVain(workspace, [], once));
    expect({ status, outcome: plan.outcome }).toEqual({ status: 2, outcome: 'not-established' });
    expect(plan.tried).toMatchObject({ complete: false, unknown: ['misplaced'] });
  });
});
