import type { AppliedDeviation, Statement } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { judgeToday } from './today.js';

const deviation: AppliedDeviation = { id: 'DEV-1', rationale: 'r', approvedBy: 'safety', expires: '2026-06-30' };
const other = { ...deviation, id: 'DEV-2', expires: '2027-06-30' };

/** Evidence of this day with findings that these deviations permit. */
function evidence(asOf: string, deviations: readonly AppliedDeviation[]): Statement {
  const findings = deviations.map((each) => ({ deviation: each }));
  return { predicate: { asOf, verdict: 'pass', findings } } as unknown as Statement;
}

const on = (today: string) => ({ clock: { now: () => Date.parse(`${today}T12:00:00Z`) } }) as never;
const ids = (deviations: readonly AppliedDeviation[]) => deviations.map(({ id }) => id);

describe('evidence, held to today', () => {
  const old = [evidence('2026-01-15', [deviation, other]), evidence('2026-01-15', [deviation])];

  it.each([
    ['2026-05-30', 'pass', [], []],
    ['2026-05-31', 'pass', [], ['DEV-1']],
    ['2026-06-30', 'pass', [], ['DEV-1']],
    ['2026-07-01', 'fail', ['DEV-1'], []],
  ] as const)('on %s', (today, verdict, lapsed, expiring) => {
    const judged = judgeToday(old, on(today));
    expect([judged.verdict, ids(judged.lapsed), ids(judged.expiring)]).toEqual([verdict, lapsed, expiring]);
  });

  it('does not tell again what the evidence itself tells: that it expires soon', () => {
    expect(judgeToday([evidence('2026-06-10', [deviation])], on('2026-06-12')).expiring).toEqual([]);
  });
});
