import type { Verification } from '@assay/bundle';
import { judgeRelease } from './judge-release.js';
import { judgeRun, type OriginTerms } from './judge-run.js';
import type { Fetched } from './origin.js';
import { merged, nothing, type OriginJudgement } from './origin-judgement.js';

export type { OriginTerms } from './judge-run.js';

/** Holds a bundle against the place that it was fetched from. Of one that is not what it claims nothing more is asked. Pure. */
export function judgeOrigin(
  verification: Verification,
  { origin, problems, notes }: Fetched,
  terms: OriginTerms,
): OriginJudgement {
  const came = { ...nothing, problems, notes };
  if (verification.problems.length > 0 || problems.length > 0) return came;
  return merged([
    came,
    origin.kind === 'run' ? judgeRun(verification, origin, terms) : judgeRelease(verification, origin, terms),
  ]);
}
