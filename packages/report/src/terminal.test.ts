import { always, defineRule } from '@assay/check';
import { findingKey, judge, statement } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import type { Report } from './report.js';
import { renderTerminal } from './terminal.js';

const subject = { kind: 'package', name: 'time', version: '0.3.41' } as const;
const finding = {
  key: findingKey('msrv/above-baseline', subject),
  rule: 'msrv/above-baseline',
  severity: 'error',
  subject,
  at: { path: 'Cargo.lock', line: 212, column: 1 },
  because: [{ at: { path: 'assay.toml', line: 14, column: 1 }, note: 'baseline 1.85.0' }],
  message: 'needs Rust 1.88.0',
  remedy: 'cargo update -p time --precise 0.3.36',
  data: null,
  deviation: null,
} as const;
const gap = { what: 'the index', why: 'it is not there', remedy: 'cargo fetch' };
const found = { findings: [{ ...finding, because: [...finding.because] }], gaps: [gap], examined: 212 };

const report: Report = {
  checks: [
    { name: 'msrv', question: 'Does every locked package build with the baseline?', unit: 'package', rules: [] },
  ],
  statements: [
    statement(
      { name: 'motor-controller', digest: { gitCommit: '1f0c' } },
      {
        assay: { version: '0.1.0', rulesSha256: 'ab'.repeat(32) },
        asOf: '2026-11-22',
        check: 'msrv',
        ...judge(found),
        ...found,
        project: { name: 'motor-controller', standard: 'ISO 26262', level: 'ASIL B' },
        rules: [],
        inputs: [],
        tools: [],
        facts: null,
      },
    ),
  ],
};

describe('renderTerminal', () => {
  it('shows rules in the order in which the check explains them: causes first', () => {
    const rule = (id: string) =>
      defineRule({
        ...{ id, title: id, why: id, repair: id, clauses: [], severity: always('error') },
        ...{ find: () => [], message: () => id, remedy: () => id, controls: { raises: [null], spares: [null] } },
      });
    const second = { ...finding, rule: 'msrv/zebra', because: [] };
    const [first] = report.statements;
    if (first === undefined) throw new Error('there is no statement');
    const shown = (ids: string[]) => {
      const checks = report.checks.map((check) => ({ ...check, rules: ids.map(rule) }));
      const predicate = { ...first.predicate, findings: [{ ...finding, because: [] }, second] };
      const text = renderTerminal({ checks, statements: [{ ...first, predicate }] }, { color: false, width: 100 });
      return Array.from(text.matchAll(/✗ (msrv\/\S+):/g), ([, id]) => id);
    };
    expect(shown(['msrv/above-baseline', 'msrv/zebra'])).toEqual(['msrv/above-baseline', 'msrv/zebra']);
    expect(shown(['msrv/zebra', 'msrv/above-baseline'])).toEqual(['msrv/zebra', 'msrv/above-baseline']);
    expect(shown(['msrv/zebra'])).toEqual(['msrv/zebra', 'msrv/above-baseline']);
    expect(shown([])).toEqual(['msrv/above-baseline', 'msrv/zebra']);
  });

  it('says the verdict first, then what each check has to say', () => {
    expect(renderTerminal(report, { color: false, width: 100 })).toBe(`\
✗ fail  1 of 1 check did not pass, 1 error, 1 gap
motor-controller · ISO 26262 · ASIL B · commit 1f0c · as of 2026-11-22 · Assay 0.1.0

✗ msrv: fail, 1 finding, 1 gap
  Does every locked package build with the baseline?
  212 packages examined

  ? gap: the index
    it is not there
    repair: cargo fetch

  ✗ msrv/above-baseline: a rule that this version of Assay does not know (1 error)
    Cargo.lock:212:1  package time 0.3.41
      needs Rust 1.88.0
      because assay.toml:14:1: baseline 1.85.0
      repair: cargo update -p time --precise 0.3.36
`);
  });

  it('wraps between words, and keeps a place whole', () => {
    const lines = renderTerminal(report, { color: false, width: 40 }).split('\n');
    expect(lines).toContain('    Cargo.lock:212:1  package time 0.3.41');
    expect(lines.filter((line) => line.length > 41)).toEqual([]);
  });

  it('colours only when asked to', () => {
    expect(renderTerminal(report, { color: true, width: 100 })).toContain('\u001b[');
    expect(renderTerminal(report, { color: false, width: 100 })).not.toContain('\u001b');
  });
});
