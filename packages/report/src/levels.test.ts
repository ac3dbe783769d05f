import { type Json, Predicate } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { levelsIn } from './levels.js';
import type { Report } from './report.js';
import { renderTerminal } from './terminal.js';
import { randomReport } from './testing/random-report.js';
import { identify } from './words.js';

const base = randomReport(7, { checks: 1 });

/** A report of two checks whose facts are the members that they saw. */
function seen(...checks: readonly (readonly { name: string; level: string }[])[]): Report {
  const project = { name: 'motor', standard: 'ISO 26262', level: 'ASIL B' };
  const statements = checks.flatMap((members, index) => {
    const facts = members as unknown as Json;
    return base.statements.map((each) => ({
      ...each,
      predicate: { ...each.predicate, project, check: `check-${index}`, facts },
    }));
  });
  const words = checks.map((_, index) => ({
    ...{ name: `check-${index}`, question: 'q', unit: 'u', rules: [], facts: Predicate.shape.facts },
    members: { in: () => undefined, levels: (facts: unknown) => facts as { name: string; level: string }[] },
  }));
  return { statements, checks: words };
}

const control = { name: 'motor-control', level: 'ASIL D' };
const driver = { name: 'motor-driver', level: 'ASIL B' };
const telemetry = { name: 'telemetry', level: 'QM' };

describe('the integrity level', () => {
  it('is that of the project, then those that members have instead, each once', () => {
    const report = seen([telemetry, driver, control], [control]);
    expect(levelsIn(report)).toEqual(['ASIL B', 'motor-control ASIL D', 'telemetry QM']);
    expect(identify(report).level).toBe('ASIL B · motor-control ASIL D · telemetry QM');
    expect(renderTerminal(report, { color: false, width: 500 })).toContain(
      'motor · ISO 26262 · ASIL B · motor-control ASIL D · telemetry QM · commit',
    );
  });

  it('is the project’s alone where no member has another, or none is known', () => {
    expect(levelsIn(seen([driver]))).toEqual(['ASIL B']);
    const { statements, checks } = seen([control]);
    expect(levelsIn({ statements, checks: [] })).toEqual(['ASIL B']);
    expect(levelsIn({ statements: [], checks })).toEqual([]);
  });

  it('names the first members of a level and counts the others', () => {
    const many = Array.from({ length: 7 }, (_, index) => ({ name: `m${index}`, level: 'ASIL D' }));
    expect(levelsIn(seen([...many].reverse()))).toEqual(['ASIL B', 'm0, m1, m2, m3, m4 and 2 more ASIL D']);
  });
});
