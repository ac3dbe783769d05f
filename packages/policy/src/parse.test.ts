import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { firstPolicy } from './first-policy.js';
import { standards } from './level.js';
import { checkNames } from './names.js';
import { parsePolicy } from './parse.js';
import { baselineOf, levelOf } from './policy.js';

const options = {
  path: 'assay.toml',
  tables: [
    {
      name: 'toolchain',
      schema: z.strictObject({ 'allow-known-problems': z.array(z.string()).default([]).describe('Known problems.') }),
    },
  ],
  rules: ['msrv/above-baseline', 'toolchain/known-problem'],
  disposedRules: ['toolchain/known-problem'],
  baselines: new Map([['ferrocene-26.05', '1.95.0']]),
};
const good = `[project]
name = "motor-controller"
standard = "ISO 26262"
level = "ASIL B"
[levels]
telemetry = "QM"
[baseline]
rust = "1.85.0"
[baseline.crates]
telemetry = "1.95.0"
[toolchain]
allow-known-problems = ["rust#150904"]
[[deviation]]
id = "DEV-007"
rule = "msrv/above-baseline"
scope = { package = "time" }
rationale = "Only reached from telemetry (QM)."
approved-by = "functional safety"
expires = 2020-01-01
`;
const parse = (text: string) => parsePolicy(text, options);

/** What the error says to a person; fails when there is none. */
function complaint(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof UserError) return error.describe();
    throw error;
  }
  throw new Error('the policy was accepted');
}

describe('parsePolicy', () => {
  const policy = parse(good);

  it('reads levels and baselines with their places', () => {
    expect(levelOf(policy, 'telemetry')).toEqual({
      value: { name: 'QM', rank: 'none' },
      at: { path: 'assay.toml', line: 6, column: 1 },
    });
    expect(levelOf(policy, 'anything else').value).toEqual({ name: 'ASIL B', rank: 'medium' });
    expect(baselineOf(policy, 'telemetry').value).toBe('1.95.0');
    expect(baselineOf(policy, 'control')).toEqual({ value: '1.85.0', at: { path: 'assay.toml', line: 8, column: 1 } });
  });

  it("gives each check its own settings, with the schema's defaults when the table is absent", () => {
    expect(policy.settings.get('toolchain')).toEqual({ 'allow-known-problems': ['rust#150904'] });
    expect(parse(good.replace(/\[toolchain\]\n.*\n/, '')).settings.get('toolchain')).toEqual({
      'allow-known-problems': [],
    });
  });

  it('takes a deviation that nobody has approved for a request, which is no deviation', () => {
    const { deviations, requests } = parse(good.replace('approved-by', 'requested-by'));
    expect(deviations).toEqual([]);
    expect(requests).toEqual([expect.objectContaining({ id: 'DEV-007', requestedBy: 'functional safety' })]);
  });

  it('keeps who asked for what was approved', () => {
    const asked = good.replace('approved-by', 'requested-by = "drive team"\napproved-by');
    expect(parse(asked)).toMatchObject({ deviations: [{ requestedBy: 'drive team' }], requests: [] });
  });

  it('reads until when evidence is kept, which is no part of what evidence repeats of the project', () => {
    const kept = parse(good.replace('level = "ASIL B"', 'level = "ASIL B"\nkeep-until = 2041-12-31'));
    expect(kept.keepUntil).toBe('2041-12-31');
    expect(kept.project).toEqual({ name: 'motor-controller', standard: 'ISO 26262', level: 'ASIL B' });
    expect(policy.keepUntil).toBeUndefined();
  });

  it('keeps an expired deviation: whether it holds depends on the day', () => {
    expect(policy.deviations).toEqual([
      expect.objectContaining({
        id: 'DEV-007',
        scope: { package: 'time' },
        approvedBy: 'functional safety',
        expires: '2020-01-01',
      }),
    ]);
  });

  it('demands a disposition where the rule does', () => {
    const problem = good.replace('"msrv/above-baseline"', '"toolchain/known-problem"').replace('{ package', '{ item');
    expect(complaint(problem)).toContain(
      'assay.toml:13:3: a deviation of toolchain/known-problem says how the problem',
    );
    expect(parse(problem.replace('rationale =', 'disposition = "mitigated"\nrationale =')).deviations).toHaveLength(1);
  });

  it('keeps the disposition, and knows three', () => {
    const stating = (disposition: string) =>
      good.replace('rationale =', `disposition = ${JSON.stringify(disposition)}\nrationale =`);
    for (const disposition of ['affected', 'not affected', 'mitigated']) {
      expect(parse(stating(disposition)).deviations[0]).toMatchObject({ disposition });
    }
    expect(policy.deviations[0]).not.toHaveProperty('disposition');
    expect(complaint(stating('not afected'))).toMatch(
      /^assay\.toml:17:1: .*cannot be "not afected"; did you mean "not affected"\?\n {2}expected one of "affected"/,
    );
  });

  it('resolves a baseline by its name', () => {
    const named = parse(good.replace('rust = "1.85.0"', 'name = "ferrocene-26.05"'));
    expect(named.baseline).toMatchObject({ name: 'ferrocene-26.05', rust: { value: '1.95.0' } });
  });

  it.each([
    [
      'an unknown key',
      'level = "ASIL B"',
      'levl = "ASIL B"',
      'assay.toml:4:1: unknown key "levl" in [project]; did you mean "level"?',
    ],
    ['an unknown table', '[levels]', '[level]', 'assay.toml:5:2: unknown key "level"; did you mean "levels"?'],
    [
      'an unknown key of a check',
      'allow-known-problems',
      'allow-known-problem',
      'assay.toml:12:1: unknown key "allow-known-problem" in [toolchain]; did you mean "allow-known-problems"?',
    ],
    ['a table of a planned check', '[toolchain]', '[coverage]', 'assay.toml:11:2: [coverage] is not yet supported'],
    ['a wrong type', 'name = "motor-controller"', 'name = 3', 'assay.toml:2:1: project.name cannot be 3'],
    [
      'an unknown standard',
      '"ISO 26262"',
      '"ISO 26263"',
      'assay.toml:3:1: project.standard cannot be "ISO 26263"; did you mean "ISO 26262"?',
    ],
    [
      'an unknown level',
      '"ASIL B"',
      '"ASIL E"',
      'assay.toml:4:1: ISO 26262 knows no level "ASIL E"; did you mean "ASIL',
    ],
    [
      'an unknown level of a member',
      'telemetry = "QM"',
      'telemetry = "SIL 1"',
      'assay.toml:6:1: ISO 26262 knows no level "SIL 1"',
    ],
    [
      'a baseline that is no exact release',
      'rust = "1.85.0"',
      'rust = "1.85"',
      'assay.toml:8:1: baseline.rust cannot be "1.85"',
    ],
    ['no baseline', 'rust = "1.85.0"', '', 'assay.toml:7:2: [baseline] needs exactly one of rust and name'],
    ['an unknown baseline', 'rust = "1.85.0"', 'name = "ferrocene-26.5"', 'did you mean "ferrocene-26.05"?'],
    ['no approver', 'approved-by = "functional safety"', '', 'deviation 1, approved-by is missing'],
    [
      'an empty rationale',
      '"Only reached from telemetry (QM)."',
      '""',
      'assay.toml:17:1: deviation 1, rationale cannot be ""',
    ],
    [
      'a day that does not exist',
      '2020-01-01',
      '"2020-02-30"',
      'assay.toml:19:1: deviation 1, expires cannot be "2020-02-30"',
    ],
    [
      'an unknown rule',
      'rule = "msrv/above-baseline"',
      'rule = "msrv/above-baselin"',
      'assay.toml:15:1: there is no rule "msrv/above-baselin"; did you mean "msrv/above-baseline"?',
    ],
    ['a scope of nothing', '{ package = "time" }', '{ version = "1.0.0" }', 'assay.toml:16:1: the scope names nothing'],
    [
      'a scope of two things',
      '{ package = "time" }',
      '{ package = "time", item = "x" }',
      'the scope names package and item',
    ],
    ['a syntax error', 'telemetry = "QM"', 'telemetry "QM"', 'assay.toml:6:11: this is not TOML'],
  ])('refuses %s, and says where', (_, from, to, message) => {
    expect(good).toContain(from);
    expect(complaint(good.replace(from, to))).toContain(message);
  });

  it('refuses a second deviation by the same id', () => {
    const twice = good + good.slice(good.indexOf('[[deviation]]'));
    expect(complaint(twice)).toContain('assay.toml:21:1: deviation "DEV-007" stands at line 14 already');
  });

  it('names every problem at once, of shape and of meaning, in the order of the file', () => {
    const edits: [string, string][] = [
      ['name =', 'nam ='],
      ['"ASIL B"', '"ASIL E"'],
      ['rust = "1.85.0"', 'name = "ferrocene-26"'],
      ['[toolchain]', '[coverage]\n[toolchian]'],
      ['msrv/above', 'msrv/abov'],
      ['expires = 2020-01-01', ''],
    ];
    const described = complaint(edits.reduce((text, [from, to]) => text.replace(from, to), good));
    const found = [...described.matchAll(/^ {2}assay\.toml:(\d+):\d+: (.*)$/gm)].map(
      ([, line, what]) => `${line} ${what}`,
    );
    expect(found).toEqual([
      '1 project.name is missing',
      '2 unknown key "nam" in [project]; did you mean "name"?',
      '4 ISO 26262 knows no level "ASIL E"; did you mean "ASIL A"?',
      '8 there is no baseline "ferrocene-26"; did you mean "ferrocene-26.05"?',
      '11 [coverage] is not yet supported',
      '12 unknown key "toolchian"; did you mean "toolchain"?',
      '14 deviation 1, expires is missing',
      '16 there is no rule "msrv/abov-baseline"; did you mean "msrv/above-baseline"?',
    ]);
    expect(described).toMatch(/^assay\.toml:1:2: 8 problems\n/);
  });

  it.each([
    ['[levels]\n', '[levels]\n__proto__ = "QM"\n', 6],
    ['[baseline.crates]\n', '[baseline.crates]\n__proto__ = "1.0.0"\n', 10],
    ['[toolchain]\n', '[__proto__]\n[toolchain]\n', 11],
  ])('passes over no key in silence: %j', (from, to, line) => {
    expect(complaint(good.replace(from, to))).toContain(`assay.toml:${line}:`);
    expect(complaint(good.replace(from, to))).toContain('nothing can be called "__proto__"');
  });

  it.each([
    ['project.name', '"motor-controller"', '" "'],
    ['project.name', '"motor-controller"', '"motor\\u001b[2J"'],
    ['approved-by', '"functional safety"', '"\\t"'],
    ['approved-by', '"functional safety"', '"\\u200b"'],
    ['approved-by', '"functional safety"', '"-"'],
    ['rationale', '"Only reached from telemetry (QM)."', '" "'],
    ['baseline.rust', '"1.85.0"', '"01.85.0"'],
    ['baseline.rust', '"1.85.0"', '"0.0.0"'],
    ['expires', '2020-01-01', '2020-01-01T00:00:00Z'],
  ])('refuses a %s that says nothing: %s becomes %s', (key, from, to) => {
    expect(complaint(good.replace(from, to))).toContain(`${key} cannot be`);
  });

  it('judges a long line as fast as a short one', () => {
    const started = performance.now();
    expect(complaint(good.replace('motor-controller', `${'a'.repeat(100_000)}\\u0007`))).toContain(
      'project.name cannot be',
    );
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('keeps the text, and knows the place of every key', () => {
    expect(policy.text).toBe(good);
    expect(policy.placeOf(['toolchain', 'allow-known-problems', 0])).toEqual({
      path: 'assay.toml',
      line: 12,
      column: 25,
    });
    expect(policy.placeOf(['deviation', 0, 'scope', 'package'])).toEqual({ path: 'assay.toml', line: 16, column: 11 });
    expect(policy.placeOf(['toolchain', 'absent'])).toEqual({ path: 'assay.toml', line: 11, column: 2 });
  });

  it('refuses an empty file and one that is too large', () => {
    expect(complaint('  \n')).toContain('the policy is empty');
    expect(complaint(`${good}#${'x'.repeat(10 * 1024 * 1024)}`)).toContain('larger than 1 MiB');
  });
});

describe('checkNames', () => {
  const policy = parse(good);

  it('accepts names of locked packages', () => {
    expect(() => checkNames(policy, { all: ['telemetry', 'time'], local: ['telemetry'] })).not.toThrow();
  });

  it('refuses a dependency where a member is meant', () => {
    expect(() => checkNames(policy, { all: ['telemetry', 'time'], local: [] })).toThrow(
      /"telemetry" is a dependency, not a member of the workspace/,
    );
  });

  it('refuses every other name, where it stands', () => {
    const check = () => checkNames(policy, { all: ['telemetri', 'time'], local: ['telemetri'] });
    expect(check).toThrow(
      /assay.toml:6:1: no package "telemetry" is in Cargo.lock; did you mean "telemetri"\?[\s\S]*assay.toml:10:1/,
    );
    expect(() => checkNames(policy, { all: ['telemetry'], local: ['telemetry'] })).toThrow(
      expect.objectContaining({ at: { path: 'assay.toml', line: 16, column: 11 } }),
    );
  });
});

describe('firstPolicy', () => {
  it.each(Object.entries(standards))('is a policy, for every level of %s', (standard, levels) => {
    for (const { name } of levels) {
      const text = firstPolicy({ name: 'a "quoted" \\ name', standard, level: name, baseline: '1.85.0' });
      expect(parse(text).project).toEqual({ name: 'a "quoted" \\ name', standard, level: name });
    }
  });
});
