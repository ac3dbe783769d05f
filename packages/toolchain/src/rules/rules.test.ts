import { examine } from '@assay/check';
import { ranks } from '@assay/policy';
import { describe, expect, it } from 'vitest';
import { ToolchainFacts } from '../facts.js';
import { allowed, facts, key, problem, variable } from './controls.js';
import { rules } from './index.js';
import { difference, locked } from './lock-controls.js';

function found(seen: ToolchainFacts, rank = seen.rank) {
  return examine({ rules }, seen, rank).findings.map(({ rule, severity }) => `${severity} ${rule}`);
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it.each(rule.controls.raises.map((seen) => [seen]))('is raised %#', (seen) => {
    const findings = examine({ rules: [rule] }, ToolchainFacts.parse(seen), seen.rank).findings;
    expect(findings.length).toBeGreaterThan(0);
    for (const { message, remedy } of findings) {
      expect(message).not.toMatch(/undefined|null/);
      expect(remedy).not.toMatch(/undefined|null/);
    }
  });

  it.each(rule.controls.spares.map((seen) => [seen]))('is spared %#', (seen) => {
    const raised = examine({ rules }, ToolchainFacts.parse(seen), 'highest').findings;
    expect(raised.map((finding) => finding.rule)).not.toContain(id);
  });
});

describe('the rules together', () => {
  it('raise nothing where nothing is wrong', () => {
    for (const rank of ranks) expect(found(facts({ rank }))).toEqual([]);
  });

  it('judge known problems by the highest rank that the toolchain builds for', () => {
    const seen = (rank: ToolchainFacts['rank']) => facts({ rank, problems: [problem()] });
    expect(found(seen('none'))).toEqual(['warning toolchain/known-problem']);
    expect(found(seen('low'))).toEqual(['error toolchain/known-problem']);
    expect(found(seen('high'), 'none')).toEqual(['error toolchain/known-problem']);
    const possible = (rank: ToolchainFacts['rank']) => facts({ rank, problems: [problem({ match: 'may affect' })] });
    expect(found(possible('none'))).toEqual([]);
    expect(found(possible('low'))).toEqual(['warning toolchain/possible-problem']);
  });

  it('point at the allowance that does not suffice', () => {
    const seen = facts({ rank: 'high', problems: [problem()], allowed: allowed('rust#159035') });
    const [finding] = examine({ rules }, seen, 'high').findings;
    expect(finding).toMatchObject({
      at: { path: 'rust-toolchain.toml', line: 2 },
      because: [{}, { at: { path: 'assay.toml', line: 8 } }],
      remedy: expect.stringContaining('[[deviation]]'),
    });
  });

  it('name the point release of the same minor release that fixes a problem', () => {
    const seen = facts({ release: '1.97.0', problems: [problem()] });
    const remedy = examine({ rules }, seen, 'high').findings[0]?.remedy;
    expect(remedy).toContain('the newer point release 1.97.1 fixes it');
  });

  it('do not send anyone to install again what the lock is not of', () => {
    const changed = (release: string) => facts({ lock: locked({ release, differences: [difference({})] }) });
    const remedies = (seen: ToolchainFacts) =>
      examine({ rules }, seen, 'high')
        .findings.filter(({ rule }) => rule === 'toolchain/file-changed')
        .map(({ remedy }) => remedy);
    expect(remedies(changed('1.95.0'))).toEqual([expect.stringContaining('install')]);
    expect(remedies(changed('1.94.0'))).toEqual([
      'find out what changed it, then take a lock of the release that is meant (assay toolchain lock): this one is of 1.94.0, and 1.95.0 runs',
    ]);
  });

  it('tell two files that set the same key apart', () => {
    const overrides = [
      key('wrapper', 'build.rustc-wrapper', 'a'),
      key('wrapper', 'build.rustc-wrapper', 'b', 'outside'),
      variable('wrapper', 'RUSTC_WRAPPER', 'c'),
    ];
    expect(
      examine({ rules }, facts({ overrides }), 'none')
        .findings.map(({ subject }) => subject.name)
        .sort(),
    ).toEqual([
      'RUSTC_WRAPPER',
      'build.rustc-wrapper ($CARGO_HOME/config.toml)',
      'build.rustc-wrapper (.cargo/config.toml)',
    ]);
  });
});
