import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assay } from './support/command.js';
import {
  baseline,
  changesIn,
  checkFailure,
  learntIn,
  lockedWorkspace,
  lockText,
  requireCompilers,
  runPlan,
} from './support/plan-workspace.js';
import { registryOfThisFile } from './support/registry.js';

requireCompilers('rust_1_63', 'rust_1_85');
const registry = registryOfThisFile();
const policy = baseline('1.63.0');

/** Code that is stable since 1.65 alone. */
const needs165 = 'pub fn first(of: &[u8]) -> u8 { let Some(found) = of.first() else { return 0 }; *found }\n';

describe('a baseline whose Cargo reads neither the index of today nor a lock file of format 4', () => {
  it('is planned and proved with real Rust 1.63.0, and the lock file has format 3', async () => {
    await registry.publish(
      { name: 'framing', version: '1.0.0', declares: '1.56' },
      { name: 'framing', version: '1.1.0', code: needs165 },
      { name: 'framing', version: '1.2.0', declares: '1.74' },
      { name: 'checksums', version: '1.0.0', features: { default: ['std'], std: [] } },
      { name: 'attributes-old', version: '1.0.0', isProcMacro: true, requires: { checksums: '^1' } },
    );
    const workspace = lockedWorkspace(registry, {
      ...{ policy, requires: { framing: '1', 'attributes-old': '1' } },
      code: 'extern crate framing;\n',
    });
    expect(lockText(workspace)).toContain('\nversion = 4\n');
    const { status, stderr, plan } = await runPlan(workspace, ['--write']);
    expect(plan.gaps, stderr).toEqual([]);
    expect({ status, outcome: plan.outcome, format: plan.lock?.format }).toEqual({
      ...{ status: 0, outcome: 'planned', format: 3 },
    });
    expect(changesIn(plan)).toEqual(['framing 1.2.0 → 1.0.0']);
    expect(learntIn(plan)).toEqual(['framing 1.1.0']);
    expect(plan.proof).toMatchObject({ compilations: 2, pinned: ['app'] });
    expect(plan.proof.runs).toMatchObject([{ rust: '1.63.0', compiler: { release: '1.63.0' }, outcome: 'compiled' }]);
    expect(plan.commands).toEqual([]);
    expect(lockText(workspace)).toContain('\nversion = 3\n');
    expect(checkFailure({ ...workspace, env: { CARGO_HOME: registry.freshHome() } }, '1.63.0')).toBeUndefined();

    rmSync(join(workspace.folder, 'target'), { recursive: true });
    const { status: proved, stderr: said } = await assay(['msrv', '--prove'], {
      ...{ cwd: workspace.folder, env: workspace.env },
    });
    expect(proved, said).toBe(0);
    const statement = readFileSync(join(workspace.folder, 'target/assay/evidence/msrv.json'), 'utf8');
    const { facts, verdict } = JSON.parse(statement).predicate;
    expect(verdict).toBe('pass');
    expect(facts.proof.runs).toMatchObject([{ rust: '1.63.0', outcome: 'compiled' }]);
  });

  it('changes no version where only the format is too new', async () => {
    await registry.publish({ name: 'settled', version: '1.0.0' });
    const workspace = lockedWorkspace(registry, { policy, requires: { settled: '1' } });
    expect((await runPlan(workspace, ['--check'])).status).toBe(1);
    const { plan } = await runPlan(workspace, ['--write']);
    expect({ outcome: plan.outcome, changes: plan.changes, format: plan.lock?.format }).toEqual({
      ...{ outcome: 'planned', changes: [], format: 3 },
    });
    expect(checkFailure({ ...workspace, env: { CARGO_HOME: registry.freshHome() } }, '1.63.0')).toBeUndefined();
    const { status, plan: kept } = await runPlan(workspace, ['--check']);
    expect({ status, outcome: kept.outcome }).toEqual({ status: 0, outcome: 'kept' });
  });

  it('proves nothing of a version that was never downloaded and must not be', async () => {
    await registry.publish(
      { name: 'unfetched', version: '1.0.0' },
      { name: 'unfetched', version: '1.1.0', declares: '1.74' },
    );
    const workspace = lockedWorkspace(registry, { policy, requires: { unfetched: '1' } });
    const { status, plan } = await runPlan(workspace, ['--offline', '--write']);
    expect({ status, outcome: plan.outcome, learnt: plan.learnt }).toEqual({
      ...{ status: 2, outcome: 'not-established', learnt: [] },
    });
    expect(plan.gaps[0]).toMatchObject({ what: 'whether app compiles with its baseline 1.63.0 (default features)' });
  });

  it('cannot read a manifest of edition 2024, which no lock file mends', async () => {
    const workspace = lockedWorkspace(registry, {
      policy,
      files: { 'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2024"\n' },
    });
    const before = lockText(workspace);
    const { status, plan } = await runPlan(workspace, ['--write']);
    expect({ status, outcome: plan.outcome }).toEqual({ status: 1, outcome: 'blocked' });
    expect(plan.proof.failures).toMatchObject([{ package: 'app 0.1.0', rust: '1.63.0', by: 'cargo' }]);
    expect(lockText(workspace)).toBe(before);
  });
});

describe('a toolchain that is not the baseline', () => {
  it('proves nothing of it, whatever it is called', async () => {
    const workspace = lockedWorkspace(registry, {
      policy: `${baseline('1.85.0')}\n[msrv.toolchains]\n"1.85.0" = "1.63.0"\n`,
    });
    const { status, plan } = await runPlan(workspace);
    expect({ status, outcome: plan.outcome }).toEqual({ status: 2, outcome: 'not-established' });
    expect(plan.gaps[0]?.why).toBe('the toolchain 1.63.0 says that it is Rust 1.63.0');
  });
});
