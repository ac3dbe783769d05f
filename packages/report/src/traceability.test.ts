import { type Clause, defineRule } from '@assay/check';
import { type Finding, type Gap, type Json, judge, type Statement, statement } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import type { Report } from './report.js';
import { describeClauses, trace } from './traceability.js';

const own: Clause = { standard: 'ISO 26262-8', clause: '11.4.3', confidence: 'read in a secondary source' };
const second: Clause = { standard: 'ISO 26262-6', clause: '9.4', confidence: 'from memory' };
const other: Clause = { standard: 'DO-178C', clause: '12.1', confidence: 'inferred' };
const longer: Clause = { standard: 'ISO 262620', clause: '1', confidence: 'inferred' };

function rule(id: string, clauses: readonly Clause[], aliases: readonly string[] = []) {
  return defineRule<unknown, Json>({
    ...{ id, aliases, title: id, why: 'Because.', repair: 'Repair it.', clauses },
    severity: { none: 'off', low: 'warning', medium: 'error', high: 'error', highest: 'error' },
    *find() {},
    message: () => '',
    remedy: () => '',
    controls: { raises: [null], spares: [null] },
  });
}

const check = {
  name: 'msrv',
  question: 'Does it?',
  unit: 'package',
  rules: [rule('msrv/new', [own, other], ['msrv/old'])],
};
const silent = { ...check, name: 'coverage', rules: [rule('coverage/line', [own, second, longer])] };

function finding(id: string, change: Partial<Finding> = {}): Finding {
  return {
    ...{ key: `${id}@1`, rule: id, severity: 'error', subject: { kind: 'package', name: 'time' } },
    ...{ at: { path: 'Cargo.lock' }, because: [], message: 'm', remedy: 'r', data: null, deviation: null },
    ...change,
  };
}

function evidence(of: { findings?: Finding[]; gaps?: Gap[]; applied?: boolean; id?: string } = {}): Statement {
  const { findings = [], gaps = [], applied = true, id = 'msrv/new' } = of;
  return statement(
    { name: 'x', digest: { gitCommit: '1f' } },
    {
      ...{ assay: { version: '0.1.0', rulesSha256: 'ab'.repeat(32) }, asOf: '2026-11-22', check: 'msrv' },
      ...{ ...judge({ findings, gaps, examined: 1 }), examined: 1, findings, gaps, inputs: [], tools: [], facts: null },
      project: { name: 'x', standard: 'ISO 26262', level: 'ASIL B' },
      rules: [applied ? { id, applied } : { id, applied, because: 'not asked for' }],
    },
  );
}

function traced(...statements: Statement[]) {
  const report: Report = { statements, checks: [check, silent] };
  return trace(report);
}

describe('the clauses', () => {
  it('of the project’s standard and its parts come first, those of others, of longer names too, apart', () => {
    const { own: first, others } = traced(evidence());
    expect(first.map(({ standard, clause }) => `${standard} ${clause}`)).toEqual([
      'ISO 26262-6 9.4',
      'ISO 26262-8 11.4.3',
    ]);
    expect(others.map(({ standard }) => standard)).toEqual(['DO-178C', 'ISO 262620']);
    expect(first[1]?.confidence).toBe('read in a secondary source');
  });

  it('are unanswered where no rule of a check that left evidence carries them', () => {
    const [nine, eleven] = traced(evidence()).own;
    expect(nine?.state).toBe('unanswered');
    expect(nine?.answers).toMatchObject([{ check: undefined, outcome: 'its check left no evidence' }]);
    // Another rule answers it, so that it counts as answered, and the silent one is listed.
    expect(eleven?.state).toBe('no findings');
    expect(eleven?.answers.map(({ state }) => state)).toEqual(['no findings', 'unanswered']);
  });

  it.each([
    ['unanswered', { applied: false }],
    ['errors', { findings: [finding('msrv/new')] }],
    ['errors', { applied: false, findings: [finding('msrv/new')] }],
    ['errors', { findings: [finding('msrv/old')], id: 'msrv/old' }],
    ['warnings', { findings: [finding('msrv/new', { severity: 'warning' })] }],
    [
      'deviated',
      {
        findings: [
          finding('msrv/new', { deviation: { id: 'D', rationale: 'r', approvedBy: 'a', expires: '2027-01-01' } }),
        ],
      },
    ],
    ['not known', { gaps: [{ what: 'w', why: 'y', remedy: 'r' }] }],
    ['errors', { gaps: [{ what: 'w', why: 'y', remedy: 'r' }], findings: [finding('msrv/new')] }],
  ] as const)('are %s by what the evidence says', (state, of) => {
    expect(traced(evidence(of as Parameters<typeof evidence>[0])).others[0]?.state).toBe(state);
  });

  it('count the worst of several pieces of evidence of one check', () => {
    expect(traced(evidence(), evidence({ findings: [finding('msrv/new')] })).others[0]?.state).toBe('errors');
  });

  it('leave out findings of rules that carry none of the project’s standard: these are told apart', () => {
    const permitted = { id: 'D', rationale: 'r', approvedBy: 'a', expires: '2027-01-01' };
    const findings = [
      finding('msrv/new'),
      finding('msrv/unknown', { deviation: permitted }),
      finding('msrv/unknown', { severity: 'warning' }),
    ];
    const told = traced(evidence({ findings })).outside.map(({ rule: { id }, state, outcome }) => [id, state, outcome]);
    expect(told).toEqual([
      ['msrv/unknown', 'warnings', '1 warning'],
      ['msrv/unknown', 'deviated', '1 deviated'],
    ]);
    const another = evidence({ findings: [finding('coverage/line')] });
    const report: Report = { statements: [another], checks: [{ ...check, rules: [rule('coverage/line', [other])] }] };
    expect(trace(report).outside).toMatchObject([{ check: 'msrv', state: 'errors', outcome: '1 error' }]);
    expect(traced(evidence()).outside).toEqual([]);
  });

  it('are told in numbers, and come out the same again', () => {
    const once = traced(evidence());
    expect(describeClauses(once.own)).toBe('2 clauses: 1 unanswered; 1 answered, no findings');
    expect(traced(evidence())).toEqual(once);
    expect(describeClauses([])).toBe('0 clauses');
  });
});
