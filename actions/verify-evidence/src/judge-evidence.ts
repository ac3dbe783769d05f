import type { Problem, Result } from '@assay/action-kit';
import type { Verification } from '@assay/bundle';
import { describeDigest } from '@assay/evidence';
import { allChecks } from '@assay/pipeline';

/** What a gate makes of verified evidence. */
export type Judged = Pick<Result, 'verdict' | 'reason' | 'report' | 'problems' | 'notes'>;

/** What verifying a bundle, or the evidence of one check, came to. */
export type Verified = Pick<
  Verification,
  'verdict' | 'reason' | 'problems' | 'doubts' | 'notes' | 'lapsed' | 'subject' | 'asOf' | 'statements'
>;

/**
 * A gate asks more than that the evidence is what it claims: it must speak of the commit that is expected (any, when that is empty),
 * and its deviations must hold today, not only on the evidence's own date, so that a back-dated commit revives nothing.
 */
export function judgeEvidence(verification: Verified, commit: string): Judged {
  const { problems: broken, doubts, notes, statements } = verification;
  const refused = [...broken, ...otherCommit(verification, commit), ...lapsed(verification)];
  if (refused.length === 0) {
    const { verdict, reason } = verification;
    return { verdict, reason, report: { statements, checks: allChecks }, problems: doubts, notes };
  }
  // What such evidence says of its findings is not repeated: a reader would take it for a result.
  const report = { statements: [], checks: allChecks };
  return { verdict: 'fail', reason: 'the evidence is refused', report, problems: refused, notes };
}

/** Why evidence that should speak of this commit does not; nothing where any commit will do. */
export function otherCommit({ subject }: Pick<Verified, 'subject'>, commit: string): Problem[] {
  if (commit === '' || subject === undefined) return [];
  const { digest } = subject;
  if ('gitCommit' in digest && digest.gitCommit === commit) return [];
  const what = `the evidence speaks of ${describeDigest(digest)}, not of commit ${commit}`;
  const why = 'gitCommit' in digest ? '' : ': files were changed or added before the checks ran';
  return [{ where: 'subject', what: `${what}${why}` }];
}

function lapsed({ lapsed: deviations, asOf }: Verified): Problem[] {
  return deviations.map(({ id, expires }) => ({
    where: `deviation ${id}`,
    what: `expired on ${expires}; it counts only because the evidence is dated ${asOf ?? 'earlier'}: renew it or repair what it permits`,
  }));
}
