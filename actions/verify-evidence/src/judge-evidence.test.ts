import type { Verification } from '@assay/bundle';
import { describe, expect, it } from 'vitest';
import { judgeEvidence } from './judge-evidence.js';

const commit = 'a'.repeat(40);
const statement = {} as Verification['statements'][number];
const intact: Verification = {
  sha256: '0'.repeat(64),
  ...{ verdict: 'pass', reason: 'intact', claimed: 'pass', problems: [], doubts: [], notes: [], lapsed: [] },
  subject: { name: 'governor', digest: { gitCommit: commit } },
  asOf: '2026-11-22',
  statements: [statement],
};

describe('a bundle at the gate', () => {
  it.each(['', commit])('is judged as it was verified when nothing speaks against it; commit %j', (expected) => {
    expect(judgeEvidence(intact, expected)).toMatchObject({
      verdict: 'pass',
      problems: [],
      report: { statements: [statement] },
    });
  });

  it('fails when it speaks of another commit', () => {
    const { verdict, problems } = judgeEvidence(intact, 'b'.repeat(40));
    expect(verdict).toBe('fail');
    expect(problems?.[0]?.what).toContain(`commit ${commit}, not of commit ${'b'.repeat(40)}`);
  });

  it('fails when a commit is expected and it speaks of a working tree', () => {
    const changed = { ...intact, subject: { name: 'governor', digest: { dirHash1: 'c'.repeat(64) } } };
    expect(judgeEvidence(changed, commit)).toMatchObject({ verdict: 'fail', report: { statements: [] } });
    expect(judgeEvidence(changed, '').verdict).toBe('pass');
  });

  it('fails when a deviation in it has expired since', () => {
    const deviation = { id: 'DEV-1', rationale: 'r', approvedBy: 'a', expires: '2026-11-01' };
    const { verdict, problems } = judgeEvidence({ ...intact, lapsed: [deviation] }, commit);
    expect(verdict).toBe('fail');
    expect(problems).toEqual([{ where: 'deviation DEV-1', what: expect.stringContaining('expired on 2026-11-01') }]);
  });

  it('fails when it is not what it claims, and none of its findings are repeated', () => {
    const broken: Verification = { ...intact, verdict: 'fail', problems: [{ where: 'SHA256SUMS', what: 'differs' }] };
    expect(judgeEvidence(broken, commit)).toMatchObject({
      verdict: 'fail',
      report: { statements: [] },
      problems: broken.problems,
    });
  });

  it('has no verdict when another version of Assay made it and this one cannot confirm it', () => {
    const doubtful: Verification = { ...intact, verdict: 'no-verdict', doubts: [{ where: 'msrv', what: 'is worse' }] };
    expect(judgeEvidence(doubtful, commit)).toMatchObject({ verdict: 'no-verdict', problems: doubtful.doubts });
  });
});
