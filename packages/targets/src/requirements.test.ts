import { parsePolicy } from '@assay/policy';
import { describe, expect, it } from 'vitest';
import { askedOf, levelOfTarget } from './requirements.js';
import { statedTargets, TargetsSettings } from './settings.js';

const head = `[project]
name = "p"
standard = "ISO 26262"
level = "ASIL B"

[levels]
motor = "ASIL D"
panel = "QM"

[baseline]
rust = "1.99.0"
[baseline.crates]
motor = "1.100.0"
panel = "1.85.0"
`;

/** The policy with these lines, which begin on line 15, its settings, and its targets. */
function read(lines = '') {
  const policy = parsePolicy(`${head}\n${lines}`, {
    ...{ path: 'assay.toml', rules: [], baselines: new Map() },
    tables: [{ name: 'targets', schema: TargetsSettings }],
  });
  const settings = policy.settings.get('targets') as TargetsSettings;
  return { policy, settings, targets: statedTargets(settings) };
}

const level = (lines: string, members: string[]) => {
  const { policy, settings } = read(lines);
  return levelOfTarget(policy, settings, members);
};

describe('levelOfTarget', () => {
  it('is the highest of its members', () => {
    const byRank = { tier: 2, tierAt: null, run: 'emulator', runAt: null };
    expect(level('', ['panel', 'motor', 'other'])).toEqual({
      ...{ name: 'ASIL D', rank: 'highest', member: 'motor' },
      ...byRank,
    });
    expect(level('', ['panel', 'other'])).toEqual({ name: 'ASIL B', rank: 'medium', member: null, ...byRank });
  });

  it('asks little at the lowest rank, and is the project’s without members', () => {
    expect(level('', ['panel'])).toMatchObject({ name: 'QM', rank: 'none', tier: 3, run: 'none' });
    expect(level('', [])).toMatchObject({ name: 'ASIL B', member: null });
  });

  it('takes the policy’s word, with its line', () => {
    expect(level('[targets.levels."ASIL D"]\nminimum-tier = 3\nrun = "hardware"', ['motor'])).toMatchObject({
      ...{ tier: 3, tierAt: { path: 'assay.toml', line: 17 }, run: 'hardware' },
      runAt: { path: 'assay.toml', line: 18 },
    });
  });

  it('takes the most that a level of its members asks for, in any order', () => {
    const lines = '[targets.levels.QM]\nminimum-tier = 1\nrun = "hardware"';
    for (const members of [
      ['panel', 'motor'],
      ['motor', 'panel'],
    ]) {
      expect(level(lines, members)).toMatchObject({
        ...{ name: 'ASIL D', member: 'motor', tier: 1, run: 'hardware' },
        tierAt: { line: 17 },
      });
    }
  });

  it('refuses a level that the standard does not know', () => {
    expect(() => level('[targets.levels."SIL 2"]\nrun = "hardware"', ['motor'])).toThrow(
      /ISO 26262 knows no level "SIL 2"/,
    );
  });
});

const asked = (lines: string, members: string[] = ['motor', 'other'], release = '1.101.0', today = '2026-11-22') => {
  const { policy, settings, targets } = read(lines);
  const [target] = targets;
  if (target === undefined) throw new Error('the policy names a target');
  return askedOf(policy, settings, target, { members, release, today });
};

describe('askedOf', () => {
  it('has the lines that say so, and the table’s for what nobody says', () => {
    const all = asked('[targets."thumbv6m-none-eabi"]\nowner = "us"\nlast-tested = 2026-05-01\nminimum-tier = 2');
    expect(all).toMatchObject({
      owner: { value: 'us', at: { path: 'assay.toml', line: 17 } },
      lastTested: { value: '2026-05-01', at: { line: 18 } },
      minimumTier: { value: 2, at: { line: 19 } },
      run: { value: 'none', at: { line: 16 } },
      ...{ maxAge: 365, age: 'recent', vendor: null, buildStd: null, forbidPanic: null, lastTestedOs: null },
    });
  });

  it.each([
    ['2026-11-21', '2026-11-22', 'recent'],
    ['2026-11-20', '2026-11-22', 'too old'],
    ['2026-11-22', '2026-11-22', 'recent'],
    ['2026-11-23', '2026-11-22', 'in the future'],
    ['2028-02-28', '2028-03-01', 'too old'],
  ])('calls a test of %s, on %s and with a max-age of one day, %s', (tested, today, age) => {
    const lines = `[targets]\nmax-age = 1\n[targets."thumbv6m-none-eabi"]\nlast-tested = ${tested}`;
    expect(asked(lines, [], '1.101.0', today).age).toBe(age);
    expect(asked('[targets."thumbv6m-none-eabi"]').age).toBeNull();
  });

  it('reaches from the lowest baseline of the members to the pin, or to until, as numbers', () => {
    const table = '[targets."thumbv6m-none-eabi"]';
    expect(asked(table).range).toEqual({ from: '1.99.0', to: '1.101.0' });
    expect(asked(table, ['motor']).range.from).toBe('1.100.0');
    expect(asked(table, ['motor', 'panel']).range.from).toBe('1.85.0');
    expect(asked(table, []).range.from).toBe('1.99.0');
    expect(asked(`[targets]\nuntil = "1.102.0"\n${table}`).range.to).toBe('1.102.0');
    // What is pinned is reached, whatever until says.
    expect(asked(`[targets]\nuntil = "1.99.0"\n${table}`).range.to).toBe('1.101.0');
  });

  it('takes the vendor of all targets where a target names none', () => {
    const lines = '[targets]\nvendor = "A 1.0"\n[targets."thumbv6m-none-eabi"]\n';
    expect(asked(lines).vendor).toMatchObject({ value: 'A 1.0', at: { line: 17 } });
    expect(asked(`${lines}vendor = "B 2.0"`).vendor).toMatchObject({ value: 'B 2.0', at: { line: 19 } });
  });

  it('hears whoever forbids panics: the target, or a level of a member', () => {
    const target = (value: boolean) => `[targets."thumbv6m-none-eabi"]\nforbid-panic = ${value}\n`;
    const ofLevel = '[targets.levels."ASIL D"]\nforbid-panic = true\n';
    expect(asked(target(true)).forbidPanic).toMatchObject({ value: true, at: { line: 17 } });
    expect(asked(target(false)).forbidPanic).toMatchObject({ value: false });
    expect(asked(target(false) + ofLevel).forbidPanic).toMatchObject({ value: true, at: { line: 19 } });
    expect(asked(target(false) + ofLevel, ['panel']).forbidPanic).toMatchObject({ value: false });
  });
});
