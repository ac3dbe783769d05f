import type { AuditedBundle } from '@assay/pipeline';
import { expect, it } from 'vitest';
import { judgeAudit } from './judge-audit.js';

const commit = 'a'.repeat(40);
const report = { statements: [{}], checks: [] };
const warning = 'GitHub deletes the evidence of run 42 on 2027-02-18, and the policy wants it kept until 2041-12-31';

function audited(change: object = {}): AuditedBundle {
  const audit = {
    ...{ verdict: 'pass', reason: 'intact', problems: [], doubts: [], notes: ['a note'], compared: ['the commit'] },
    verification: { sha256: '0', subject: { name: 'governor', digest: { gitCommit: commit } } },
    retention: { expires: '2027-02-18', keepUntil: '2041-12-31', note: 'deleted on 2027-02-18', warning },
    ...change,
  };
  return { audit, report } as unknown as AuditedBundle;
}

it('a bundle that was fetched passes as it was audited, with all that is known and a warning', () => {
  expect(judgeAudit(audited(), commit)).toMatchObject({
    ...{ verdict: 'pass', report, notes: ['the commit', 'a note', 'deleted on 2027-02-18'] },
    warnings: [warning],
    addendum: expect.stringContaining('### Kept too short'),
  });
});

it('fails where it speaks of another commit than the one that is expected', () => {
  expect(judgeAudit(audited(), 'b'.repeat(40))).toMatchObject({
    ...{ verdict: 'fail', reason: 'the evidence is refused', report: { statements: [] } },
    problems: [{ where: 'subject', what: expect.stringContaining(`not of commit ${'b'.repeat(40)}`) }],
  });
});

it('doubts are told as what stands in the way of a verdict', () => {
  const doubts = [{ where: 'run', what: 'ended in "failure"' }];
  expect(judgeAudit(audited({ verdict: 'no-verdict', doubts }), '')).toMatchObject({
    verdict: 'no-verdict',
    problems: doubts,
  });
});
