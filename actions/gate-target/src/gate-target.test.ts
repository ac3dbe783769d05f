import { type Statement, UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { filesOf, namesIn } from './names.js';
import { worstReadiness } from './readiness.js';

const deviation = { id: 'DEV-1', rationale: 'r', approvedBy: 'a', expires: '9999-01-01' };

function statement(verdict: string, deviations: readonly object[] = [], facts: unknown = {}): Statement {
  const findings = deviations.map((permission) => ({
    rule: 'targets/no-owner',
    severity: 'error',
    deviation: permission,
  }));
  return { predicate: { check: 'targets-a', verdict, findings, facts } } as unknown as Statement;
}

describe('the names of targets', () => {
  it('are kept apart by spaces, each once, in their order', () => {
    expect(namesIn(' b  a b ')).toEqual(['b', 'a']);
  });

  it('are one at least', () => {
    expect(() => namesIn(' ')).toThrow(UserError);
  });
});

describe('the files of evidence', () => {
  it('are the statement and, beside it, large facts', () => {
    const evidencePath = '/w/target/assay/evidence/targets-a.json';
    expect(filesOf({ statement: statement('pass'), evidencePath })).toEqual([evidencePath]);
    const large = statement('pass', [], { text: 'x'.repeat(2 * 1024 * 1024) });
    expect(filesOf({ statement: large, evidencePath })).toEqual([
      evidencePath,
      '/w/target/assay/evidence/targets-a.facts.json',
    ]);
  });
});

describe('the readiness of several targets', () => {
  const of = (...statements: Statement[]) => worstReadiness(statements, { clock: { now: () => 0 } });

  it('is that of the worst', () => {
    const [ready, accepted] = [statement('pass'), statement('pass', [deviation])];
    expect(of(ready)).toBe('ready');
    expect(of(ready, accepted)).toBe('ready with accepted risk');
    expect(of(accepted, statement('no-verdict'), ready)).toBe('not known');
    expect(of(statement('no-verdict'), statement('fail'))).toBe('not ready');
  });

  it('counts no permission that has expired since', () => {
    expect(of(statement('pass', [{ ...deviation, expires: '1969-12-31' }]))).toBe('not ready');
  });

  it('is not known where nothing was examined', () => {
    expect(of()).toBe('not known');
  });
});
