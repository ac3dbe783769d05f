import { describe, expect, it } from 'vitest';
import { CoverageSettings, thresholdsOf } from './settings.js';
import { policyOf } from './testing/policy.js';

describe('[coverage]', () => {
  it('runs the tests once with the default features, and by Cargo, unless it says otherwise', () => {
    expect(CoverageSettings.parse({})).toEqual({
      ...{ levels: {}, members: {}, exclude: [], reports: [], profiles: [] },
      runs: [{ features: 'default', 'default-features': true }],
      ...{ runner: 'cargo', doctests: false, timeout: 3600 },
    });
  });

  it('has a list of features on top of the default ones, or without them', () => {
    const { runs } = CoverageSettings.parse({
      runs: [{ features: ['can'] }, { features: ['can'], 'default-features': false }, { features: 'none' }],
    });
    expect(runs).toEqual([
      { features: ['can'], 'default-features': true },
      { features: ['can'], 'default-features': false },
      { features: 'none', 'default-features': true },
    ]);
  });

  it('may have no runs where something else was recorded', () => {
    expect(CoverageSettings.safeParse({ runs: [], reports: [{ file: 'a.info', 'ran-on': 'host' }] }).success).toBe(
      true,
    );
    const profiles = [{ profiles: ['a.profraw'], objects: ['a.elf'], 'ran-on': 'hardware' }];
    expect(CoverageSettings.safeParse({ runs: [], profiles }).success).toBe(true);
  });

  it.each<[string, Record<string, unknown>]>([
    ['nothing to measure by', { runs: [] }],
    ['more than all', { levels: { QM: { statement: 100.1 } } }],
    ['less than nothing', { levels: { QM: { statement: -1 } } }],
    ['what is no number', { levels: { QM: { statement: Number.NaN } } }],
    ['an unknown metric', { levels: { QM: { line: 80 } } }],
    ['decision coverage under both of its names', { members: { app: { branch: 80, decision: 90 } } }],
    ['no time for the tests', { timeout: 0 }],
    ['an unknown runner', { runner: 'make' }],
    ['an unknown place to run', { reports: [{ file: 'a.info', 'ran-on': 'moon' }] }],
    ['a report of which nobody says where it was made', { reports: [{ file: 'a.info' }] }],
    [
      'profiles without the objects that left them',
      { profiles: [{ profiles: ['a.profraw'], objects: [], 'ran-on': 'host' }] },
    ],
    ['an empty list of features', { runs: [{ features: [] }] }],
    ['an empty pattern, which would leave out nothing or all', { exclude: [''] }],
    // It would be an option of git's.
    ['a base that is an option', { base: '--output=x' }],
    ['a key that it does not know', { thresholds: {} }],
  ])('does not take %s', (_, table) => {
    expect(CoverageSettings.safeParse(table).success).toBe(false);
  });

  it.each([
    [
      '[coverage]\nruns = []\n',
      8,
      'coverage.runs is not in order',
      'expected at least one run where there are no reports',
    ],
    [
      '[coverage.levels."ASIL B"]\ndecision = 90\nbranch = 80\n',
      9,
      'coverage.levels.ASIL B.branch cannot be 80',
      'expected branch or decision, which are two names of one threshold, and not both',
    ],
  ])('says in %j what is wrong, and where', (more, line, message, remedy) => {
    expect(() => policyOf({}, more)).toThrow(
      expect.objectContaining({
        message,
        at: expect.objectContaining({ path: 'assay.toml', line }),
        remedy: expect.stringContaining(remedy),
      }),
    );
  });
});

describe('the thresholds of a table', () => {
  it('are by metric, with the key that says them', () => {
    expect([...thresholdsOf({ branch: 90, statement: 100, mcdc: 0 })]).toEqual([
      ['statement', { key: 'statement', percent: 100 }],
      ['decision', { key: 'branch', percent: 90 }],
      ['mcdc', { key: 'mcdc', percent: 0 }],
    ]);
    expect([...thresholdsOf({ decision: 80 })]).toEqual([['decision', { key: 'decision', percent: 80 }]]);
    expect([...thresholdsOf(undefined)]).toEqual([]);
  });
});
