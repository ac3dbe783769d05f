import { describe, expect, it } from 'vitest';
import {
  changesIn,
  checkFailure,
  chosenByCargo,
  copied,
  learntIn,
  lockedIn,
  lockedWorkspace,
  planThatHolds,
  requireCompilers,
  runPlan,
} from './support/plan-workspace.js';
import { registryOfThisFile } from './support/registry.js';

requireCompilers('rust_1_85');
const registry = registryOfThisFile();

/** Code that is stable since 1.87 alone. */
const needs187 = 'pub fn is_even(n: u32) -> bool { n.is_multiple_of(2) }\n';

describe('what declares nothing, or something else than it needs', () => {
  it('needs a newer compiler and declares nothing: one compile finds it out, and Cargo never does', async () => {
    await registry.publish(
      { name: 'silent', version: '1.0.0' },
      { name: 'silent', version: '1.1.0', code: needs187 },
      { name: 'silent', version: '1.2.0', declares: '1.87', code: needs187 },
    );
    const workspace = lockedWorkspace(registry, { requires: { silent: '1' } });
    const byCargo = chosenByCargo(workspace, '1.85');
    expect(lockedIn(byCargo)).toEqual(['silent 1.1.0']);
    expect(checkFailure(byCargo, '1.85.0')).toContain('is_multiple_of');

    const plan = await planThatHolds(workspace);
    expect(changesIn(plan)).toEqual(['silent 1.2.0 → 1.0.0']);
    expect(plan.learnt).toEqual([
      {
        ...{ name: 'silent', version: '1.1.0', baseline: '1.85.0' },
        reason: 'does not compile with Rust 1.85.0: use of unstable library feature `unsigned_is_multiple_of`',
      },
    ]);
    expect(plan.proof.compilations).toBe(2);
  });

  it('are two that do not know of each other: one compile finds out both', async () => {
    await registry.publish(
      ...['quiet-left', 'quiet-right'].flatMap((name) => [
        { name, version: '1.0.0' },
        { name, version: '1.1.0', code: needs187 },
      ]),
    );
    const workspace = lockedWorkspace(registry, { requires: { 'quiet-left': '1', 'quiet-right': '1' } });
    const plan = await planThatHolds(workspace);
    expect(changesIn(plan).sort()).toEqual(['quiet-left 1.1.0 → 1.0.0', 'quiet-right 1.1.0 → 1.0.0']);
    expect(learntIn(plan).sort()).toEqual(['quiet-left 1.1.0', 'quiet-right 1.1.0']);
    expect(plan.proof.compilations).toBe(2);
  });

  it('declares less than it needs: likewise', async () => {
    await registry.publish(
      { name: 'modest', version: '1.0.0', declares: '1.56' },
      { name: 'modest', version: '1.1.0', declares: '1.60', code: needs187 },
    );
    const workspace = lockedWorkspace(registry, { requires: { modest: '1' } });
    expect(lockedIn(chosenByCargo(workspace, '1.85'))).toEqual(['modest 1.1.0']);

    const plan = await planThatHolds(workspace);
    expect(changesIn(plan)).toEqual(['modest 1.1.0 → 1.0.0']);
    expect(learntIn(plan)).toEqual(['modest 1.1.0']);
    expect(plan.proof.compilations).toBe(2);
  });

  it('declares more than it needs: Cargo refuses it all the same, and nothing is compiled in vain', async () => {
    await registry.publish(
      { name: 'boastful', version: '1.0.0', declares: '1.60' },
      { name: 'boastful', version: '1.0.1' },
      { name: 'boastful', version: '1.1.0', declares: '1.88' },
    );
    const workspace = lockedWorkspace(registry, { requires: { boastful: '1' } });
    expect(checkFailure(copied(workspace), '1.85.0')).toContain('boastful@1.1.0 requires rustc 1.88');

    const plan = await planThatHolds(workspace);
    expect(changesIn(plan)).toEqual(['boastful 1.1.0 → 1.0.1']);
    expect(plan.changes[0]).toMatchObject({ why: 'declares rust-version 1.88', declares: null });
    expect(plan.learnt).toEqual([]);
    expect(plan.proof.compilations).toBe(1);
  });
});

describe('what the index has and Cargo cannot use', () => {
  it('is no way back: a rust-version that is no version', async () => {
    await registry.publish(
      { name: 'misprinted', version: '1.0.0' },
      { name: 'misprinted', version: '1.0.1', declares: 'the next one' },
      { name: 'misprinted', version: '1.1.0', declares: '1.88' },
    );
    const plan = await planThatHolds(lockedWorkspace(registry, { requires: { misprinted: '1' } }));
    expect(changesIn(plan)).toEqual(['misprinted 1.1.0 → 1.0.0']);
  });
});

describe('a parent that declares nothing', () => {
  it('and requires a child that is too new in every version goes back with it, the parent first', async () => {
    await registry.publish(
      { name: 'heir', version: '1.4.0', declares: '1.70' },
      { name: 'heir', version: '2.0.0', declares: '1.88' },
      { name: 'heir', version: '2.1.0', declares: '1.88' },
      { name: 'ancestor', version: '1.0.0', requires: { heir: '^1.2' } },
      { name: 'ancestor', version: '1.1.0', requires: { heir: '^2' } },
      { name: 'ancestor', version: '1.2.0', requires: { heir: '^2.1' } },
    );
    const workspace = lockedWorkspace(registry, { requires: { ancestor: '1' } });
    const byCargo = chosenByCargo(workspace, '1.85');
    expect(lockedIn(byCargo)).toEqual(['ancestor 1.2.0', 'heir 2.1.0']);
    expect(checkFailure(byCargo, '1.85.0')).toContain('heir@2.1.0 requires rustc 1.88');

    const plan = await planThatHolds(workspace);
    expect(changesIn(plan)).toEqual(['heir 2.1.0 → 1.4.0', 'ancestor 1.2.0 → 1.0.0']);
    expect(plan.commands[0]).toBe('cargo update -p ancestor@1.2.0 --precise 1.0.0');
    expect(plan.proof.compilations).toBe(1);
  });

  it('holds two children together that only one order of moves can move', async () => {
    await registry.publish(
      { name: 'twin-core', version: '1.0.0', declares: '1.70' },
      { name: 'twin-core', version: '1.1.0', declares: '1.88' },
      { name: 'twin-derive', version: '1.0.0', requires: { 'twin-core': '=1.0.0' } },
      { name: 'twin-derive', version: '1.1.0', requires: { 'twin-core': '=1.1.0' } },
      { name: 'twin', version: '1.0.0', requires: { 'twin-core': '=1.0.0', 'twin-derive': '^1.0' } },
      { name: 'twin', version: '1.1.0', requires: { 'twin-core': '=1.1.0', 'twin-derive': '^1.1' } },
    );
    const workspace = lockedWorkspace(registry, { requires: { twin: '1' } });
    const plan = await planThatHolds(workspace);
    expect(changesIn(plan).sort()).toEqual([
      'twin 1.1.0 → 1.0.0',
      'twin-core 1.1.0 → 1.0.0',
      'twin-derive 1.1.0 → 1.0.0',
    ]);
    expect(plan.commands[0]).toBe('cargo update -p twin@1.1.0 --precise 1.0.0');
  });
});

describe('what runs on the host', () => {
  it('a build dependency and a proc-macro are compiled by the same compiler, and go back too', async () => {
    await registry.publish(
      { name: 'codegen', version: '1.0.0' },
      { name: 'codegen', version: '1.1.0', code: needs187 },
      { name: 'attributes', version: '1.0.0', isProcMacro: true },
      { name: 'attributes', version: '1.1.0', isProcMacro: true, declares: '1.88' },
    );
    const workspace = lockedWorkspace(registry, {
      requires: { attributes: '1' },
      manifest: '[build-dependencies]\ncodegen = "1"\n',
      files: { 'build.rs': 'fn main() {}\n' },
    });
    const plan = await planThatHolds(workspace);
    expect(changesIn(plan).sort()).toEqual(['attributes 1.1.0 → 1.0.0', 'codegen 1.1.0 → 1.0.0']);
    expect(learntIn(plan)).toEqual(['codegen 1.1.0']);
    expect(plan.proof.compilations).toBe(2);
  });
});

describe('a change of versions that breaks the code with the pinned compiler too', () => {
  const code = 'pub use broken_release::greet;\n';
  const greets = 'pub fn greet() {}\n';

  it('is told apart, and avoided', async () => {
    await registry.publish(
      { name: 'broken-release', version: '1.0.0', code: greets },
      { name: 'broken-release', version: '1.1.0', code: 'pub fn hello() {}\n' },
      { name: 'broken-release', version: '1.2.0', declares: '1.88', code: greets },
    );
    const workspace = lockedWorkspace(registry, { requires: { 'broken-release': '1' }, code });
    const byCargo = chosenByCargo(workspace, '1.85');
    expect(lockedIn(byCargo)).toEqual(['broken-release 1.1.0']);
    expect(checkFailure(byCargo, '1.95.0')).toContain('no `greet` in the root');

    const plan = await planThatHolds(workspace);
    expect(changesIn(plan)).toEqual(['broken-release 1.2.0 → 1.0.0']);
    expect(plan.learnt).toEqual([
      {
        ...{ name: 'broken-release', version: '1.1.0', baseline: null },
        reason: 'breaks app 0.1.0 with the pinned compiler too: unresolved import `broken_release::greet`',
      },
    ]);
    expect(plan.proof.compilations).toBe(2);
  });

  it('is no proof that there is no way, where there is no other', async () => {
    await registry.publish(
      { name: 'broken-ever', version: '1.1.0', code: 'pub fn hello() {}\n' },
      { name: 'broken-ever', version: '1.2.0', declares: '1.88', code: greets },
    );
    const workspace = lockedWorkspace(registry, {
      requires: { 'broken-ever': '1' },
      code: 'pub use broken_ever::greet;\n',
    });
    const { status, plan } = await runPlan(workspace);
    expect({ status, outcome: plan.outcome }).toEqual({ status: 2, outcome: 'not-established' });
    expect(plan.tried.complete).toBe(false);
    expect(learntIn(plan)).toEqual(['broken-ever 1.1.0']);
  });
});
