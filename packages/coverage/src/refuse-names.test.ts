import { describe, expect, it } from 'vitest';
import { refuseUnknownLevels, refuseUnknownMembers } from './refuse-names.js';
import { policyOf } from './testing/policy.js';

const levels = (more: string) => {
  const { policy, settings } = policyOf({ standard: 'IEC 61508', level: 'SIL 2' }, more);
  return () => refuseUnknownLevels(policy, settings);
};

describe('levels in [coverage]', () => {
  it('may be those of the project’s standard', () => {
    expect(levels('[coverage]\ncount-unmeasured-from = "SIL 1"\n[coverage.levels."SIL 4"]\nmcdc = 90\n')).not.toThrow();
  });

  it.each([
    ['a level of another standard', '[coverage.levels."ASIL D"]\nmcdc = 90\n', '"ASIL D"', 7],
    ['a misspelt one', '[coverage]\ncount-unmeasured-from = "SIL3"\n', '"SIL3"', 8],
    ['a word that every object knows', '[coverage.levels.constructor]\nmcdc = 90\n', '"constructor"', 7],
  ])('are refused where they are none: %s', (_, more, name, line) => {
    expect(levels(more)).toThrow(
      expect.objectContaining({
        message: `IEC 61508 knows no level ${name}`,
        at: expect.objectContaining({ path: 'assay.toml', line }),
        remedy: 'its levels are SIL 1, SIL 2, SIL 3, SIL 4',
      }),
    );
  });
});

describe('members in [coverage]', () => {
  const { policy, settings } = policyOf({}, '[coverage.members.telemetry]\nstatement = 80\n');

  it('may be those of the workspace', () => {
    expect(() => refuseUnknownMembers(policy, settings, ['motor', 'telemetry'])).not.toThrow();
  });

  it('are refused where there is no such member, with the one that may be meant', () => {
    expect(() => refuseUnknownMembers(policy, settings, ['motor', 'telemetri'])).toThrow(
      expect.objectContaining({
        message: 'no member of the workspace is called "telemetry"; did you mean "telemetri"?',
        at: expect.objectContaining({ path: 'assay.toml', line: 7 }),
        remedy: 'correct the name, or remove what is asked of it; the members are motor, telemetri',
      }),
    );
  });
});
