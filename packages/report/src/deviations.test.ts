import { policyCollected } from '@assay/check';
import { type Deviation, type Json, judge, statement } from '@assay/evidence';
import { expect, it } from 'vitest';
import { describeExpiry, describeUse, statedDeviations } from './deviations.js';

const asOf = '2026-11-22';

function deviation(id: string, expires: string): Deviation {
  return {
    ...{ id, rule: 'msrv/above-baseline', scope: { package: 'time', version: '0.3.41' }, rationale: 'QM only.' },
    ...{ approvedBy: 'functional safety', expires, at: { path: 'assay.toml', line: 20 } },
  };
}

function evidence(check: string, facts: unknown) {
  return statement(
    { name: 'x', digest: { gitCommit: '1f' } },
    {
      ...{ assay: { version: '0.1.0', rulesSha256: 'ab'.repeat(32) }, asOf, check, rules: [], inputs: [], tools: [] },
      ...{ ...judge({ findings: [], gaps: [], examined: 1 }), examined: 1, findings: [], gaps: [] },
      ...{ project: { name: 'x', standard: 'ISO 26262', level: 'ASIL B' }, facts: facts as Json },
    },
  );
}

it('says of each deviation how long it holds at the evidence’s own date, and who uses it', () => {
  const deviations = ['2026-11-21', '2026-11-22', '2026-12-02', '2026-12-23'].map((day, index) =>
    deviation(`DEV-${index}`, day),
  );
  const { approvedBy: _, ...unapproved } = deviation('DEV-9', '2027-01-01');
  const requests = [{ ...unapproved, requestedBy: 'motor team' }];
  const { facts } = policyCollected({ deviations, requests }, [], asOf);
  const { deviations: stated = [], requests: requested = [] } =
    statedDeviations({ statements: [evidence('policy', facts)], checks: [] }) ?? {};
  expect(stated.map(describeExpiry)).toEqual([
    'until 2026-11-21, expired 1 day before',
    'until 2026-11-22, expiring: its last day',
    'until 2026-12-02, expiring: 10 days left',
    'until 2026-12-23, 31 days left',
  ]);
  expect(stated[0]).toMatchObject({ scope: 'package time 0.3.41', daysLeft: -1, approvedBy: 'functional safety' });
  expect(stated.map(({ state }) => state)).toEqual(['expired', 'expiring', 'expiring', 'approved']);
  expect(requested).toMatchObject([{ id: 'DEV-9', requestedBy: 'motor team', state: 'requested', daysLeft: 40 }]);
  expect(requested[0]).not.toHaveProperty('approvedBy');
  expect(stated.map(describeUse)).toEqual(Array(4).fill('not known: its check left no facts'));
  expect(describeUse({ examined: true, matches: [] })).toBe('unused: it matches no finding');
  expect(describeUse({ examined: true, matches: ['a', 'b'] })).toBe('used by 2 findings');
});

it('says nothing where no evidence of the policy says it', () => {
  expect(statedDeviations({ statements: [evidence('msrv', null)], checks: [] })).toBeUndefined();
  expect(statedDeviations({ statements: [evidence('policy', { asOf: 'x' })], checks: [] })).toBeUndefined();
});
