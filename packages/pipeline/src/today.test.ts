import type { AppliedDeviation, Statement } from '@assay/evidence';
import { renderJson, renderMarkdown, renderTerminal } from '@assay/report';
import { describe, expect, it } from 'vitest';
import { judgeToday, tellToday } from './today.js';

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

  it('is told as the fail that it is today, in every form that is read today', () => {
    const told = (today: string) => tellToday({ statements: [lasting('2026-01-15')], checks: [] }, on(today)).report;
    const lasting = (asOf: string) => {
      const [{ predicate }] = [evidence(asOf, [deviation])];
      const project = { name: 'motor', standard: 'ISO 26262', level: 'QM' };
      const rest = {
        check: 'msrv',
        reason: '',
        rules: [],
        gaps: [],
        inputs: [],
        tools: [],
        facts: null,
        project,
        examined: 1,
      };
      const assay = { version: '0.1.0', rulesSha256: '' };
      const findings = predicate.findings.map((each) => ({
        ...each,
        rule: 'msrv/x',
        subject: { kind: 'package', name: 'p' },
        at: { path: 'a' },
        because: [],
        message: '',
        remedy: '',
        key: 'k',
        severity: 'error',
        data: {},
      }));
      return {
        subject: [{ name: 'motor', digest: { gitCommit: 'c0' } }],
        predicate: { ...predicate, ...rest, findings, assay },
      } as unknown as Statement;
    };
    const head = (today: string) => renderTerminal(told(today), { color: false, width: 200 }).split('\n')[0];
    expect(head('2026-06-30')).toMatch(/^✓ pass {2}1 check/);
    expect(head('2026-07-01')).toMatch(
      /^✗ fail {2}deviation DEV-1 expired on 2026-06-30; on its own date the evidence says: 1 check/,
    );
    expect(JSON.parse(renderJson(told('2026-07-01'))).verdict).toBe('fail');
    expect(renderMarkdown(told('2026-07-01'), { maxBytes: 100_000 })).toContain(
      'deviation DEV-1 expired on 2026-06-30',
    );
  });

  it('does not tell again what the evidence itself tells: that it expires soon', () => {
    expect(judgeToday([evidence('2026-06-10', [deviation])], on('2026-06-12')).expiring).toEqual([]);
  });
});
