import { describe, expect, it } from 'vitest';
import { applyDeviations, covers, type Deviation, DeviationScope, deviationState, isExpired } from './deviation.js';
import type { Finding } from './finding.js';

const deviation: Deviation = {
  id: 'DEV-007',
  rule: 'msrv/above-baseline',
  scope: { package: 'time' },
  rationale: 'Only reached from telemetry (QM).',
  approvedBy: 'functional safety',
  expires: '2027-03-31',
  at: { path: 'assay.toml', line: 9 },
};
const finding: Finding = {
  key: 'k',
  rule: 'msrv/above-baseline',
  severity: 'error',
  subject: { kind: 'package', name: 'time', version: '0.3.41' },
  at: { path: 'Cargo.lock', line: 1 },
  because: [],
  message: 'm',
  remedy: 'r',
  data: null,
  deviation: null,
};

describe('covers', () => {
  it.each([
    ['the same rule and package', deviation, true],
    ['the same version', { ...deviation, scope: { package: 'time', version: '0.3.41' } }, true],
    ['another version', { ...deviation, scope: { package: 'time', version: '0.1.0' } }, false],
    ['another package', { ...deviation, scope: { package: 'timed' } }, false],
    ['another kind of subject by the same name', { ...deviation, scope: { item: 'time' } }, false],
    ['another rule', { ...deviation, rule: 'msrv/undeclared' }, false],
  ])('%s', (_, candidate, expected) => {
    expect(covers(candidate, finding)).toBe(expected);
  });
});

describe('deviationState', () => {
  it.each([
    ['2027-02-28', 'approved'],
    ['2027-03-01', 'expiring'],
    ['2027-03-31', 'expiring'],
    ['2027-04-01', 'expired'],
  ])('on %s: %s', (day, state) => {
    expect(deviationState(deviation, day)).toBe(state);
  });

  it('is requested as long as nobody approved it, also past its last day', () => {
    expect(deviationState({ expires: '2027-03-31' }, '2027-04-01')).toBe('requested');
  });
});

describe('applyDeviations', () => {
  it('holds on its last day and not on the next', () => {
    expect(isExpired(deviation, '2027-03-31')).toBe(false);
    expect(isExpired(deviation, '2027-04-01')).toBe(true);
    expect(applyDeviations([finding], [deviation], '2027-03-31')[0]?.deviation?.id).toBe('DEV-007');
    expect(applyDeviations([finding], [deviation], '2027-04-01')[0]?.deviation).toBeNull();
  });

  it('repeats the disposition where one is stated', () => {
    const repeated = (stated: Deviation) => applyDeviations([finding], [stated], '2027-01-01')[0]?.deviation;
    expect(repeated({ ...deviation, disposition: 'mitigated' })).toEqual({
      id: 'DEV-007',
      disposition: 'mitigated',
      rationale: 'Only reached from telemetry (QM).',
      approvedBy: 'functional safety',
      expires: '2027-03-31',
    });
    expect(repeated(deviation)).not.toHaveProperty('disposition');
  });

  it('drops a deviation that evidence claims and the policy does not hold', () => {
    const { id, rationale, approvedBy, expires } = deviation;
    const claimed = { ...finding, deviation: { id, rationale, approvedBy, expires } };
    expect(applyDeviations([claimed], [], '2026-01-01')[0]?.deviation).toBeNull();
  });
});

describe('DeviationScope', () => {
  it.each([[{}], [{ version: '1.0.0' }], [{ package: 'a', item: 'b' }], [{ crate: 'a' }]])('refuses %j', (scope) => {
    expect(DeviationScope.safeParse(scope).success).toBe(false);
  });
});
