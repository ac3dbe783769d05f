import type { Verification } from '@assay/bundle';
import { expect, it } from 'vitest';
import { concludeAudit } from './audit.js';
import { judgeRun } from './judge-run.js';
import type { RunOrigin } from './origin.js';
import { nothing } from './origin-judgement.js';

const commit = 'a'.repeat(40);
const repository = { id: 7, full_name: 'acme/governor' };
const origin = {
  ...{ kind: 'run', repository, passedOver: [] },
  run: {
    ...{ id: 42, run_attempt: 1, status: 'completed', conclusion: 'success', event: 'push', head_sha: commit },
    ...{ html_url: 'https://github.com/acme/governor/actions/runs/42', created_at: '2026-11-20T10:00:00Z' },
    ...{ repository, head_repository: repository },
  },
  artifact: { id: 1, name: 'assay-bundle', workflow_run: { id: 42, repository_id: 7 } },
} as unknown as RunOrigin;

/** Evidence of this day, with a deviation that was valid until that one. */
function evidence(asOf: string, expires: string, digest: object = { gitCommit: commit }): Verification {
  const deviation = { id: 'DEV-1', rationale: 'r', approvedBy: 'a', expires };
  const statement = { predicate: { findings: [{ deviation }] } };
  return {
    ...{
      sha256: '0',
      verdict: 'pass',
      reason: 'intact',
      claimed: 'pass',
      problems: [],
      doubts: [],
      notes: [],
      lapsed: [],
    },
    ...{ subject: { name: 'governor', digest }, asOf, statements: [statement] },
  } as unknown as Verification;
}

const terms = { asked: 'acme/governor', allowFork: false };
const problems = (verification: Verification) =>
  judgeRun(verification, origin, terms).problems.map(({ where, what }) => `${where}: ${what}`);

it('a deviation must have held on the day of the run, by the clock of GitHub, whatever the evidence is dated', () => {
  expect(problems(evidence('2026-11-18', '2026-11-20'))).toEqual([]);
  expect(problems(evidence('2026-11-18', '2026-11-19'))).toEqual([
    'deviation DEV-1: had expired on 2026-11-19 when the run was made, on 2026-11-20; it counts only because the evidence is dated 2026-11-18',
  ]);
});

it('a deviation must hold on the day of the latest attempt, which may be long after the run was made', () => {
  const run = { ...origin.run, run_started_at: '2026-12-20T10:00:00Z', run_attempt: 2 };
  const { problems: found } = judgeRun(evidence('2026-11-18', '2026-12-01'), { ...origin, run }, terms);
  expect(found).toEqual([expect.objectContaining({ what: expect.stringContaining('on 2026-12-20') })]);
});

it('a commit of a pull request cannot be held against the head of its branch, and leaves no pass', () => {
  const run = { ...origin.run, event: 'pull_request', head_sha: 'e'.repeat(40) };
  const { doubts, problems: found } = judgeRun(evidence('2026-11-20', '2027-01-01'), { ...origin, run }, terms);
  expect([doubts.map(({ where }) => where), found]).toEqual([['subject', 'predicate.run'], []]);
  const target = judgeRun(evidence('2026-11-20', '2027-01-01'), { ...origin, run: { ...run, event: 'push' } }, terms);
  expect(target.problems.map(({ where }) => where)).toEqual(['subject']);
});

it('evidence of a working tree is of no commit, and so not of the run’s', () => {
  expect(problems(evidence('2026-11-20', '2027-01-01', { dirHash1: 'h1:x' }))).toEqual([
    `subject: is working tree h1:x, and the run is of commit ${commit}`,
  ]);
});

it('what is not known is told: no digest, no owner of the artifact; and no run named leaves no pass', () => {
  const artifact = { ...origin.artifact, workflow_run: null };
  const judged = judgeRun(evidence('2026-11-20', '2027-01-01'), { ...origin, artifact }, terms);
  const { notes, doubts, compared } = judged;
  expect(notes).toEqual([
    'not compared: GitHub does not say which run and repository the artifact belongs to',
    'not compared: GitHub states no digest of the artifact',
  ]);
  expect(doubts).toEqual([expect.objectContaining({ where: 'predicate.run' })]);
  expect(compared).toEqual([`the commit is the run's: ${commit}`, 'the run ended in success']);
});

it('a doubt leaves no verdict in the place of a pass, and takes no fail away', () => {
  const doubt = { ...nothing, doubts: [{ where: 'run', what: 'ended in "failure"' }] };
  const passing = evidence('2026-11-20', '2027-01-01');
  expect(concludeAudit(passing, doubt)).toMatchObject({ verdict: 'no-verdict', doubts: doubt.doubts });
  expect(concludeAudit({ ...passing, verdict: 'fail' }, doubt).verdict).toBe('fail');
  const problem = { ...nothing, problems: doubt.doubts };
  expect(concludeAudit(passing, problem)).toMatchObject({
    verdict: 'fail',
    reason: 'the evidence is refused: 1 problem',
  });
});

it('a certificate that another run was given speaks against it, and one of any attempt of this run for it', () => {
  const signedBy = (run: string) => ({
    ...evidence('2026-11-20', '2027-01-01'),
    signature: { signer: { kind: 'workflow', run } } as unknown as NonNullable<Verification['signature']>,
  });
  const { compared } = judgeRun(signedBy(`${origin.run.html_url}/attempts/2`), origin, terms);
  expect(compared).toContain('the signature was made by this run');
  const other = 'https://github.com/acme/governor/actions/runs/41/attempts/1';
  expect(problems(signedBy(other))).toEqual([`signature: was made by another run than 42: "${other}"`]);
});
