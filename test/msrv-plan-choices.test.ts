import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './support/command.js';
import {
  baseline,
  changesIn,
  checkFailure,
  chosenByCargo,
  learntIn,
  lockedIn,
  lockedWorkspace,
  lockText,
  planThatHolds,
  requireCompilers,
  runPlan,
} from './support/plan-workspace.js';
import { registryOfThisFile } from './support/registry.js';
import { commitAll } from './support/small-workspace.js';
import { writeFiles } from './support/write-files.js';

requireCompilers('rust_1_85');
const registry = registryOfThisFile();

/** A file of RustSec's database that speaks of every version but those named. */
function advisory(id: string, name: string, spared: { patched: string; unaffected: string }): Record<string, string> {
  const { patched, unaffected } = spared;
  const head = `[advisory]\nid = "${id}"\npackage = "${name}"\ndate = "2026-01-01"\n`;
  const versions = `[versions]\npatched = ["${patched}"]\nunaffected = ["${unaffected}"]\n`;
  return {
    [`advisories/crates/${name}/${id}.md`]: `\`\`\`toml\n${head}\n${versions}\`\`\`\n\n# Reads what it may not\n`,
  };
}

describe('an advisory', () => {
  const policy = `${baseline('1.85.0')}\n[msrv]\nadvisories = "advisories"\n`;

  it('that a downgrade would bring in is gone round, further down', async () => {
    await registry.publish(
      { name: 'parser', version: '1.0.0' },
      { name: 'parser', version: '1.1.0' },
      { name: 'parser', version: '1.2.0' },
      { name: 'parser', version: '1.3.0', declares: '1.88' },
    );
    const files = advisory('RUSTSEC-2026-0001', 'parser', { patched: '>= 1.3.0', unaffected: '< 1.1.0' });
    const workspace = lockedWorkspace(registry, { requires: { parser: '1' }, files, policy });
    expect(lockedIn(chosenByCargo(workspace, '1.85'))).toEqual(['parser 1.2.0']);

    const plan = await planThatHolds(workspace);
    expect(changesIn(plan)).toEqual(['parser 1.3.0 → 1.0.0']);
    expect(plan.learnt).toEqual([
      { name: 'parser', version: '1.2.0', baseline: null, reason: 'would bring in RUSTSEC-2026-0001' },
      { name: 'parser', version: '1.1.0', baseline: null, reason: 'would bring in RUSTSEC-2026-0001' },
    ]);
    expect(plan).toMatchObject({ advisories: 'consulted', proof: { compilations: 1 } });
  });

  it('that a downgrade would bring in is gone round by another package, where one can give way', async () => {
    await registry.publish(
      { name: 'codec', version: '1.1.0' },
      { name: 'codec', version: '1.2.0', declares: '1.88' },
      { name: 'codec', version: '0.9.0' },
      { name: 'frames', version: '1.0.0', requires: { codec: '^0.9' } },
      { name: 'frames', version: '1.1.0', requires: { codec: '^1.1' } },
    );
    const files = advisory('RUSTSEC-2026-0002', 'codec', { patched: '>= 1.2.0', unaffected: '< 1.0.0' });
    const workspace = lockedWorkspace(registry, { requires: { frames: '1' }, files, policy });
    const plan = await planThatHolds(workspace);
    expect(changesIn(plan).sort()).toEqual(['codec 1.2.0 → 0.9.0', 'frames 1.1.0 → 1.0.0']);
    expect(learntIn(plan)).toEqual(['codec 1.1.0']);
  });

  it('that the locked version has already stands against no other version', async () => {
    await registry.publish(
      { name: 'renderer', version: '1.0.0' },
      { name: 'renderer', version: '1.1.0', declares: '1.88' },
    );
    const files = advisory('RUSTSEC-2026-0003', 'renderer', { patched: '>= 2.0.0', unaffected: '< 0.1.0' });
    const plan = await planThatHolds(lockedWorkspace(registry, { requires: { renderer: '1' }, files, policy }));
    expect(changesIn(plan)).toEqual(['renderer 1.1.0 → 1.0.0']);
    expect(plan.learnt).toEqual([]);
  });

  it('is not looked for where the policy names no database, and the plan says so', async () => {
    await registry.publish(
      { name: 'decoder', version: '1.2.0' },
      { name: 'decoder', version: '1.3.0', declares: '1.88' },
    );
    const files = advisory('RUSTSEC-2026-0004', 'decoder', { patched: '>= 1.3.0', unaffected: '< 1.0.0' });
    const { status, stdout, plan } = await runPlan(lockedWorkspace(registry, { requires: { decoder: '1' }, files }));
    expect({ status, advisories: plan.advisories }).toEqual({ status: 0, advisories: 'not-consulted' });
    expect(changesIn(plan)).toEqual(['decoder 1.3.0 → 1.2.0']);
    expect(stdout).toContain('advisories were not consulted');
  });
});

describe('a yanked version', () => {
  it('is no way back', async () => {
    await registry.publish(
      { name: 'regretted', version: '1.0.0' },
      { name: 'regretted', version: '1.1.0', yanked: true },
      { name: 'regretted', version: '1.2.0', declares: '1.88' },
    );
    const plan = await planThatHolds(lockedWorkspace(registry, { requires: { regretted: '1' } }));
    expect(changesIn(plan)).toEqual(['regretted 1.2.0 → 1.0.0']);
  });

  it('stays where it is locked, and is named, though Cargo would replace it', async () => {
    await registry.publish(
      { name: 'withdrawn', version: '1.0.0' },
      { name: 'withdrawn', version: '1.1.0', yanked: true },
      { name: 'lively', version: '1.0.0' },
      { name: 'lively', version: '1.1.0', declares: '1.88' },
    );
    const workspace = lockedWorkspace(registry, {
      requires: { withdrawn: '1', lively: '1' },
      locked: { withdrawn: '1.1.0' },
    });
    expect(lockedIn(chosenByCargo(workspace, '1.85'))).toContain('withdrawn 1.0.0');
    const plan = await planThatHolds(workspace);
    expect(changesIn(plan)).toEqual(['lively 1.1.0 → 1.0.0']);
    expect(plan.yanked).toEqual(['withdrawn 1.1.0']);
  });
});

describe('members with baselines of their own', () => {
  const members = (
    old: Record<string, string>,
    latest: Record<string, string>,
    declares = 'rust-version = "1.85"\n',
    newest = 'rust-version = "1.95"\n',
  ) => {
    const manifest = (name: string, more: string, requires: Record<string, string>) => {
      const lines = Object.entries(requires).map(([dependency, requirement]) => `${dependency} = "${requirement}"\n`);
      return `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${more}\n[dependencies]\n${lines.join('')}`;
    };
    return {
      files: {
        'Cargo.toml': '[workspace]\nmembers = ["old", "new"]\nresolver = "2"\n',
        'old/Cargo.toml': manifest('old', declares, old),
        'old/src/lib.rs': '',
        'new/Cargo.toml': manifest('new', newest, latest),
        'new/src/lib.rs': '',
      },
      policy: '[baseline]\nrust = "1.85.0"\n[baseline.crates]\nnew = "1.95.0"\n',
    };
  };

  it('are each held to their own: Cargo takes back what only the newer one builds', async () => {
    await registry.publish(
      { name: 'shared-part', version: '1.0.0', declares: '1.70' },
      { name: 'shared-part', version: '1.1.0', declares: '1.88' },
      { name: 'new-part', version: '1.0.0', declares: '1.70' },
      { name: 'new-part', version: '1.1.0', declares: '1.90' },
    );
    const workspace = lockedWorkspace(
      registry,
      members({ 'shared-part': '1' }, { 'shared-part': '1', 'new-part': '1' }),
    );
    expect(lockedIn(chosenByCargo(workspace))).toEqual(['new-part 1.0.0', 'shared-part 1.0.0']);
    const plan = await planThatHolds(workspace);
    expect(plan.members).toEqual([
      { name: 'new', baseline: '1.95.0' },
      { name: 'old', baseline: '1.85.0' },
    ]);
    expect(changesIn(plan)).toEqual(['shared-part 1.1.0 → 1.0.0']);
  });

  it('need not declare it: Cargo goes by the newer one then, and the older one does not compile', async () => {
    await registry.publish(
      { name: 'common-part', version: '1.0.0', declares: '1.70' },
      { name: 'common-part', version: '1.1.0', declares: '1.88' },
    );
    const requires = { 'common-part': '1' };
    const workspace = lockedWorkspace(registry, members(requires, requires, ''));
    const byCargo = chosenByCargo(workspace);
    expect(lockedIn(byCargo)).toEqual(['common-part 1.1.0']);
    expect(checkFailure(byCargo, '1.85.0', 'old')).toContain('common-part@1.1.0 requires rustc 1.88');
    expect(changesIn(await planThatHolds(workspace))).toEqual(['common-part 1.1.0 → 1.0.0']);
  });

  it('tell the same of a package once', async () => {
    const code = 'pub fn is_even(n: u32) -> bool { n.is_multiple_of(2) }\n';
    await registry.publish({ name: 'hushed', version: '1.0.0' }, { name: 'hushed', version: '1.1.0', code });
    const { files } = members({ hushed: '1' }, { hushed: '1' }, '', '');
    const plan = await planThatHolds(lockedWorkspace(registry, { files }));
    expect(learntIn(plan)).toEqual(['hushed 1.1.0']);
    expect(plan.proof.runs.map(({ member, rust }) => `${member} ${rust}`)).toEqual(['new 1.85.0', 'old 1.85.0']);
  });

  it('may need each other for their tests', async () => {
    await registry.publish(
      { name: 'round-part', version: '1.0.0' },
      { name: 'round-part', version: '1.1.0', declares: '1.88' },
    );
    const workspace = lockedWorkspace(registry, {
      ...{ requires: { 'round-part': '1' }, code: 'pub fn app() {}\n' },
      manifest: '[dev-dependencies]\nchecks = { path = "checks" }\n\n[workspace]\nmembers = ["checks"]\n',
      files: {
        'checks/Cargo.toml':
          '[package]\nname = "checks"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\napp = { path = ".." }\n',
        'checks/src/lib.rs': 'pub use app::app;\n',
      },
    });
    expect(changesIn(await planThatHolds(workspace))).toEqual(['round-part 1.1.0 → 1.0.0']);
  });

  it('keep two versions of a package where each needs its own', async () => {
    await registry.publish(
      { name: 'both-ways', version: '1.0.0', declares: '1.70' },
      { name: 'both-ways', version: '1.1.0', declares: '1.88' },
      { name: 'both-ways', version: '2.0.0', declares: '1.90' },
    );
    const workspace = lockedWorkspace(registry, members({ 'both-ways': '1' }, { 'both-ways': '2' }));
    const plan = await planThatHolds(workspace);
    expect(changesIn(plan)).toEqual(['both-ways 1.1.0 → 1.0.0']);
    expect(lockedIn(workspace)).toEqual(['both-ways 1.0.0', 'both-ways 2.0.0']);
  });
});

describe('what is not built for the baseline', () => {
  it('stays: a dependency of another target above the baseline, which Cargo takes back', async () => {
    await registry.publish(
      { name: 'winregistry', version: '1.0.0', declares: '1.70' },
      { name: 'winregistry', version: '1.1.0', declares: '1.90' },
      { name: 'reached', version: '1.0.0', requiresOn: { target: 'cfg(windows)', requires: { winregistry: '^1' } } },
    );
    const workspace = lockedWorkspace(registry, {
      requires: { reached: '1' },
      manifest: '[target.\'cfg(windows)\'.dependencies]\nwinregistry = "1"\n',
    });
    expect(lockedIn(chosenByCargo(workspace, '1.85'))).toContain('winregistry 1.0.0');
    const before = lockText(workspace);
    const { status, plan } = await runPlan(workspace, ['--write']);
    expect({ status, outcome: plan.outcome, changes: plan.changes }).toEqual({
      ...{ status: 0, outcome: 'kept', changes: [] },
    });
    expect(lockText(workspace)).toBe(before);
    expect(checkFailure(workspace, '1.85.0')).toBeUndefined();
  });

  it('is held to it where it can be: what only tests need', async () => {
    await registry.publish(
      { name: 'harness', version: '1.0.0', declares: '1.70' },
      { name: 'harness', version: '1.1.0', declares: '1.88' },
      { name: 'fuzzer', version: '1.1.0', declares: '1.88' },
      { name: 'plain-part', version: '1.0.0' },
      { name: 'plain-part', version: '1.1.0', declares: '1.88' },
    );
    const requires = { 'plain-part': '1' };
    const held = lockedWorkspace(registry, { requires, manifest: '[dev-dependencies]\nharness = "1"\n' });
    const plan = await planThatHolds(held);
    expect(changesIn(plan).sort()).toEqual(['harness 1.1.0 → 1.0.0', 'plain-part 1.1.0 → 1.0.0']);
    expect(plan.testsHeld).toBe(true);

    const free = lockedWorkspace(registry, { requires, manifest: '[dev-dependencies]\nfuzzer = "1"\n' });
    const other = await planThatHolds(free);
    expect(changesIn(other)).toEqual(['plain-part 1.1.0 → 1.0.0']);
    expect(other.testsHeld).toBe(false);
  });
});

describe('a native library', () => {
  it('is linked once: a downgrade that would bring in a second version takes the other package along', async () => {
    await registry.publish(
      { name: 'engine-sys', version: '1.0.0', links: 'engine', buildScript: 'fn main() {}\n' },
      { name: 'engine-sys', version: '2.0.0', links: 'engine', buildScript: 'fn main() {}\n' },
      { name: 'engine', version: '1.0.0', requires: { 'engine-sys': '^1' } },
      { name: 'engine', version: '1.1.0', declares: '1.88', requires: { 'engine-sys': '^2' } },
      { name: 'engine-tools', version: '1.0.0', requires: { 'engine-sys': '^1' } },
      { name: 'engine-tools', version: '1.1.0', requires: { 'engine-sys': '^2' } },
    );
    const workspace = lockedWorkspace(registry, { requires: { engine: '1', 'engine-tools': '1' } });
    const plan = await planThatHolds(workspace);
    expect(changesIn(plan).sort()).toEqual([
      'engine 1.1.0 → 1.0.0',
      'engine-sys 2.0.0 → 1.0.0',
      'engine-tools 1.1.0 → 1.0.0',
    ]);
    // Cargo moves one package at a time, and neither can go first.
    expect(plan.commands).toEqual([]);
  });
});

describe('another registry than crates.io', () => {
  const other = registryOfThisFile();

  it('is asked for its own packages, and moved to', async () => {
    await registry.publish({ name: 'public-part', version: '1.0.0' }, { name: 'in-both', version: '1.0.1' });
    await other.publish({ name: 'in-both', version: '1.0.0' }, { name: 'in-both', version: '1.1.0', declares: '1.88' });
    const workspace = lockedWorkspace(registry, {
      requires: { 'public-part': '1' },
      manifest: 'in-both = { version = "1", registry = "other" }\n',
      files: { '.cargo/config.toml': `[registries.other]\nindex = "${other.index}"\n` },
    });
    const plan = await planThatHolds(workspace);
    expect(plan.changes).toMatchObject([
      { name: 'in-both', from: '1.1.0', to: '1.0.0', source: `registry+${other.index}` },
    ]);
  });
});

describe('what no registry has', () => {
  const manifest = (name: string) =>
    `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n\n[workspace]\n\n[dependencies]\nfitting = "1"\n`;

  it('stays as it is, from git and from a folder outside the workspace, and what it requires is planned', async () => {
    await registry.publish(
      { name: 'fitting', version: '1.0.0' },
      { name: 'fitting', version: '1.1.0', declares: '1.88' },
    );
    const [repository, beside] = [temporaryFolder(), temporaryFolder()];
    writeFiles(repository, { 'Cargo.toml': manifest('forked'), 'src/lib.rs': 'pub fn forked() {}\n' });
    writeFiles(beside, { 'lib/Cargo.toml': manifest('beside'), 'lib/src/lib.rs': 'pub fn beside() {}\n' });
    commitAll(repository);
    const workspace = lockedWorkspace(registry, {
      files: { 'src/lib.rs': 'pub use beside::beside;\npub use forked::forked;\n' },
      manifest: `forked = { git = "${pathToFileURL(repository)}" }\nbeside = { path = ${JSON.stringify(join(beside, 'lib'))} }\n`,
    });
    const ofGit = (text: string) => /name = "forked"\n.*\n.*\n/.exec(text)?.[0];
    const before = ofGit(lockText(workspace));
    expect(before).toContain('git+file://');
    const plan = await planThatHolds(workspace);
    expect(changesIn(plan)).toEqual(['fitting 1.1.0 → 1.0.0']);
    expect(ofGit(lockText(workspace))).toBe(before);
  });

  it('stays as it is where a path leads to it from the workspace folder, relatively', async () => {
    await registry.publish(
      { name: 'suited', version: '1.0.0' },
      { name: 'suited', version: '1.1.0', declares: '1.88' },
    );
    const workspace = lockedWorkspace(registry, {
      requires: { suited: '1' },
      manifest: 'near = { path = "../near by" }\n',
      files: {
        '../near by/Cargo.toml': '[package]\nname = "near"\nversion = "0.1.0"\nedition = "2021"\n\n[workspace]\n',
        '../near by/src/lib.rs': '',
      },
    });
    expect(changesIn(await planThatHolds(workspace))).toEqual(['suited 1.1.0 → 1.0.0']);
  });
});
