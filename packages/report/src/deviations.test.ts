import { policyCollected } from '@assay/check';
import { type Deviation, type Json, judge, statement } from '@assay/evidence';
import { expect, it } from 'vitest';
import { describeExpiry, describeUse, permissionsIn } from './deviations.js';

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
  const deviations = ['2026-11-21', '2026-11-22', '2026-12-02'].map((day, index) => deviation(`DEV-${index}`, day));
  const { facts } = policyCollected({ deviations, requests: [] } as Parameters<typeof policyCollected>[0], [], asOf);
  const { deviations: stated } = permissionsIn({ statements: [evidence('policy', facts)], checks: [] }) ?? {
    deviations: [],
  };
  expect(stated.map(describeExpiry)).toEqual([
    'until 2026-11-21, expired 1 day before',
    'until 2026-11-22, its last day',
    'until 2026-12-02, 10 days left',
  ]);
  expect(stated[0]).toMatchObject({ scope: 'package time 0.3.41', daysLeft: -1, approvedBy: 'functional safety' });
  expect(stated.map(describeUse)).toEqual(Array(3).fill('not known: its check left no facts'));
  expect(describeUse({ examined: true, matches: [] })).toBe('not used: it matches no finding');
  expect(describeUse({ examined: true, matches: ['a', 'b'] })).toBe('used by 2 findings');
});

it('says nothing where no evidence of the policy says it', () => {
  expect(permissionsIn({ statements: [evidence('msrv', null)], checks: [] })).toBeUndefined();
  expect(permissionsIn({ statements: [evidence('policy', { asOf: 'x' })], checks: [] })).toBeUndefined();
});
