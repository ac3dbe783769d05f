import type { MarkedSource } from '@assay/check';
import { findingKey, judge, Predicate, sha256, statement } from '@assay/evidence';
import type { Report } from '@assay/report';

const library = `//! When the motor must stop.

/// Both must hold.
pub fn must_stop(is_armed: bool, speed: u32) -> bool {
    if is_armed && speed > 40 {
        return true;
    }
    false
}
`;

/** Lines that no narrow screen holds, and a name that does not break between words. */
const wide = `pub const ${'TABLE_OF_LIMITS_'.repeat(8)}: [u32; 4] = [${'1000, '.repeat(40)}]; // ${'x'.repeat(300)}\n`;

const table = {
  columns: [
    'is_armed',
    'speed_of_the_second_controller.unwrap_or_default() > LIMIT_OF_THE_PLANT',
    'outcome',
    'executed',
  ],
  rows: [
    ['T', 'T', 'T', 'yes'],
    ['T', 'F', 'F', 'no'],
    ['F', '-', 'F', 'yes'],
  ],
};

const sources: readonly MarkedSource[] = [
  {
    ...{ path: 'motor/src/lib.rs', sha256: sha256(library), group: 'motor' },
    figures: [
      { label: 'statement', meaning: 'statements that ran', reached: 3, total: 3 },
      { label: 'condition', meaning: 'values that conditions took', reached: 2, total: 4, justified: 1 },
    ],
    lines: [
      { line: 4, kind: 'reached' },
      { line: 5, kind: 'partly' },
      { line: 6, kind: 'missed' },
      { line: 8, kind: 'justified' },
    ],
    spans: [
      { from: [5, 8], to: [5, 16], kind: 'reached', words: 'condition is_armed: was true, was false' },
      { from: [5, 20], to: [5, 30], kind: 'partly', words: 'condition speed > 40: was true, was never false' },
    ],
    notes: [
      { line: 4, title: 'must_stop was entered, and not all of it reached', text: ['to justify it: name it'] },
      { line: 5, title: 'if: what is missing', text: ['needs is_armed = true, speed > 40 = false'], table },
    ],
  },
  {
    ...{ path: `motor/src/${'limits_of_every_plant_'.repeat(6)}.rs`, sha256: sha256(wide), group: 'motor' },
    figures: [{ label: 'statement', reached: 0, total: 1 }],
    lines: [{ line: 1, kind: 'unknown' }],
    spans: [{ from: [1, 11], to: [1, 120], kind: 'unknown', words: `${'never_measured_'.repeat(20)}` }],
    notes: [],
  },
];

const subject = { kind: 'package', name: 'motor', version: '0.1.0' } as const;

const finding = {
  key: findingKey('coverage/condition', subject),
  rule: 'coverage/condition',
  severity: 'error' as const,
  subject,
  at: { path: 'motor/src/lib.rs', line: 5, column: 20 },
  because: [{ at: { path: 'assay.toml', line: 3, column: 1 }, note: 'ASIL D asks for it' }],
  message: 'condition coverage is 50.0 %',
  remedy: 'add tests for what is missing:\nmotor/src/lib.rs:6:9: this statement never ran',
  data: null,
  deviation: null,
};

/** A report of made-up evidence with two marked sources, a finding at line 5 of the first, and a check that is not asked for. */
export function markedReport(): Report {
  const found = { findings: [finding], gaps: [], examined: 8 };
  return {
    statements: [
      statement(
        { name: 'motor-controller', digest: { gitCommit: '1f0c'.repeat(10) } },
        {
          assay: { version: '0.1.0', rulesSha256: 'ab'.repeat(32) },
          asOf: '2026-11-22',
          check: 'coverage',
          ...judge(found),
          ...found,
          project: { name: 'motor-controller', standard: 'ISO 26262', level: 'ASIL D' },
          rules: [{ id: 'coverage/condition', applied: true }],
          inputs: sources.map(({ path, sha256: digest }) => ({ path, sha256: digest })),
          tools: [],
          facts: {},
        },
      ),
    ],
    checks: [
      {
        ...{ name: 'coverage', question: 'Do the tests reach enough?', unit: 'obligation', rules: [] },
        facts: Predicate.shape.facts,
        sources: () => sources,
      },
    ],
    texts: new Map([library, wide].map((text, index) => [sources[index]?.path ?? '', text])),
    notAsked: ['interop'],
  };
}
