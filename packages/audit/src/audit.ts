import type { Verification } from '@assay/bundle';
import { count } from '@assay/evidence';
import type { Origin } from './origin.js';
import { nothing, type OriginJudgement } from './origin-judgement.js';
import type { Retention } from './retention.js';

/** What auditing one bundle came to. */
export interface Audit extends OriginJudgement, Pick<Verification, 'verdict' | 'reason'> {
  /** Where it was kept; absent for a file. */
  origin?: Origin;
  retention?: Retention;
  verification: Verification;
}

/**
 * Sums up. Anything that speaks against the evidence, in the bundle or about its origin, refuses it; a doubt leaves no verdict where the bundle
 * by itself would pass. `about`: of a file nothing is known but what is in it.
 */
export function concludeAudit(
  verification: Verification,
  about: OriginJudgement = nothing,
): Omit<Audit, 'origin' | 'retention'> {
  const problems = [...verification.problems, ...about.problems];
  const doubts = [...verification.doubts, ...about.doubts];
  const notes = [...verification.notes, ...about.notes];
  return { ...overall(verification, about), compared: about.compared, problems, doubts, notes, verification };
}

function overall(verification: Verification, about: OriginJudgement): Pick<Audit, 'verdict' | 'reason'> {
  const { verdict, reason } = verification;
  if (verification.problems.length > 0) return { verdict, reason };
  if (about.problems.length > 0) {
    return { verdict: 'fail', reason: `the evidence is refused: ${count(about.problems.length, 'problem')}` };
  }
  if (verdict !== 'pass' || about.doubts.length === 0) return { verdict, reason };
  return {
    verdict: 'no-verdict',
    reason: `the evidence says pass, and ${count(about.doubts.length, 'doubt')} speaks against it`,
  };
}
