import { UserError } from '@assay/evidence';
import { parsePolicy } from '@assay/policy';
import { targetName } from '@assay/readiness';
import { describe, expect, it } from 'vitest';
import { refuseUnknownLevels, refuseUnknownMembers } from './refuse-names.js';
import { statedTargets, TargetsSettings } from './settings.js';

const PROJECT =
  '[project]\nname = "drive"\nstandard = "ISO 26262"\nlevel = "ASIL B"\n\n[baseline]\nrust = "1.85.0"\n\n';

function read(text: string) {
  const tables = [{ name: 'targets', schema: TargetsSettings }];
  const policy = parsePolicy(PROJECT + text, { path: 'assay.toml', tables, rules: [], baselines: new Map() });
  return { policy, settings: TargetsSettings.parse(policy.settings.get('targets')) };
}

/** The words in which a policy is refused. */
function refusal(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UserError) return error.describe();
    throw error;
  }
  return '';
}

describe('the table [targets]', () => {
  it('names targets by triple or by file, in its order, beside keys of its own', () => {
    const { settings } = read(
      '[targets]\nmax-age = 90\n[targets.crates]\ndrive = "core-only"\n[targets."thumbv7em-none-eabihf"]\nowner = "a"\n[targets."boards/mine.json"]\n',
    );
    expect(statedTargets(settings).map(({ key }) => [key, targetName(key)])).toEqual([
      ['thumbv7em-none-eabihf', 'thumbv7em-none-eabihf'],
      ['boards/mine.json', 'mine'],
    ]);
    expect(settings['max-age']).toBe(90);
  });

  it('is empty by default: no target is asked for', () => {
    expect(statedTargets(read('').settings)).toEqual([]);
  });

  it.each([
    ['a key that is misspelt', '[targets."a-b"]\nminimum-teir = 2\n', 'assay.toml:10:1', 'did you mean "minimum-tier"'],
    ['a tier that there is not', '[targets."a-b"]\nminimum-tier = 4\n', 'assay.toml:10', 'at most 3'],
    ['a degree that there is not', '[targets."a-b"]\nrun = "simulator"\n', 'assay.toml:10', '"emulator"'],
    ['a date that is none', '[targets."a-b"]\nlast-tested = "yesterday"\n', 'assay.toml:10', 'a date such as'],
    ['a name that leads elsewhere', '[targets."../up"]\n', 'assay.toml:9', 'letters, digits'],
    ['two tables for one target', '[targets."a/x.json"]\n[targets."b/x.json"]\n', 'assay.toml:10', 'names already'],
    ['names that differ in case', '[targets."a/x.json"]\n[targets."X"]\n', 'assay.toml:10', 'names already'],
    ['one table twice', '[targets."a-b"]\n[targets."a-b"]\n', 'assay.toml:10', ''],
    ['no build at all', '[targets."a-b"]\nbuilds = []\n', 'assay.toml:10', 'at least 1'],
    [
      'default features that are turned off beside no list',
      '[targets]\nbuilds = [{ default-features = false }]\n',
      'assay.toml:10',
      'write features = "none"',
    ],
    ['a promise and no target', '[targets.crates]\ndrive = "alloc"\n', 'assay.toml:10', 'a target that drive is built'],
    [
      'a promise of a member that no target names',
      '[targets."a-b"]\nmembers = ["dash"]\n[targets.crates]\ndrive = "alloc"\n',
      'assay.toml:12',
      'a target that drive is built',
    ],
  ])('refuses %s', (_, text, where, what) => {
    expect([refusal(text)]).toEqual([expect.stringContaining(where)]);
    expect(refusal(text)).toContain(what);
  });
});

describe('names in [targets]', () => {
  it('of levels are those of the standard', () => {
    const { policy, settings } = read('[targets.levels."SIL 2"]\nrun = "hardware"\n');
    expect(() => refuseUnknownLevels(policy, settings)).toThrow('ISO 26262 knows no level "SIL 2"');
    const known = read('[targets.levels."ASIL D"]\nrun = "hardware"\n');
    expect(() => refuseUnknownLevels(known.policy, known.settings)).not.toThrow();
  });

  it('of members are those of the workspace', () => {
    const promised = read('[targets."a-b"]\n[targets.crates]\ndrivee = "alloc"\n');
    expect(() => refuseUnknownMembers(promised.policy, promised.settings, ['drive'])).toThrow(
      'no member of the workspace is called "drivee"; did you mean "drive"?',
    );
    const built = read('[targets."a-b"]\nmembers = ["drive", "dash"]\n');
    expect(() => refuseUnknownMembers(built.policy, built.settings, ['drive'])).toThrow('"dash"');
    expect(() => refuseUnknownMembers(built.policy, built.settings, ['drive', 'dash'])).not.toThrow();
  });
});
