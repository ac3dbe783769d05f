import { describe, expect, it } from 'vitest';
import { sha256 } from './digest.js';
import { evidenceFiles, FACTS_INLINE_LIMIT, Statement, statement } from './statement.js';

function evidence(facts: string) {
  return statement(
    { name: 'motor-controller', digest: { gitCommit: 'a'.repeat(40) } },
    {
      assay: { version: '0.1.0', rulesSha256: 'b'.repeat(64) },
      asOf: '2026-11-22',
      check: 'msrv',
      verdict: 'pass',
      reason: 'no findings',
      examined: 1,
      project: { name: 'motor-controller', standard: 'ISO 26262', level: 'ASIL B' },
      rules: [{ id: 'msrv/above-baseline', applied: true }],
      findings: [],
      gaps: [],
      inputs: [],
      tools: [],
      facts,
    },
  );
}

describe('evidenceFiles', () => {
  it('keeps small facts in the statement', () => {
    const files = evidenceFiles(evidence('small'));
    expect(files.map(({ name }) => name)).toEqual(['msrv.json']);
    expect(Statement.parse(JSON.parse(files[0]?.content ?? '')).predicate.facts).toBe('small');
  });

  it('puts large facts beside the statement, named with their digest', () => {
    const [written, beside] = evidenceFiles(evidence('x'.repeat(FACTS_INLINE_LIMIT)));
    expect(beside?.name).toBe('msrv.facts.json');
    expect(Statement.parse(JSON.parse(written?.content ?? '')).predicate.facts).toEqual({
      file: 'msrv.facts.json',
      sha256: sha256(beside?.content ?? ''),
    });
  });
});
