import * as z from 'zod';
import type { Finding, Gap } from './finding.js';
import { count } from './words.js';

export const Verdict = z.enum(['pass', 'fail', 'no-verdict']);
export type Verdict = z.infer<typeof Verdict>;

/** What the judge looks at: what was found, what could not be known, and how much was looked at. */
export interface Examination {
  findings: readonly Pick<Finding, 'severity' | 'deviation'>[];
  gaps: readonly Pick<Gap, 'what'>[];
  /** How many things were examined, in the check's own unit. Nothing examined is never a pass. */
  examined: number;
}

export interface Judgement {
  verdict: Verdict;
  reason: string;
}

/**
 * Makes every verdict that Assay gives. An error without a deviation fails; otherwise a gap, or nothing examined, leaves
 * no verdict; otherwise it is a pass. A finding outweighs a gap: what is known to be wrong stays wrong.
 */
export function judge({ findings, gaps, examined }: Examination): Judgement {
  const errors = findings.filter((finding) => finding.severity === 'error' && finding.deviation === null).length;
  if (errors > 0)
    return {
      verdict: 'fail',
      reason: count(errors, 'finding') + (gaps.length > 0 ? `, ${count(gaps.length, 'gap')}` : ''),
    };
  if (gaps.length > 0) return { verdict: 'no-verdict', reason: count(gaps.length, 'gap') };
  if (examined <= 0) return { verdict: 'no-verdict', reason: 'nothing was examined' };
  const deviated = findings.filter((finding) => finding.deviation !== null).length;
  const warnings = findings.length - deviated;
  const notes = [deviated > 0 ? `${deviated} deviated` : '', warnings > 0 ? count(warnings, 'warning') : ''];
  const all = findings.length === 0 ? 'no findings' : 'no errors';
  return { verdict: 'pass', reason: [all, ...notes.filter((note) => note !== '')].join(', ') };
}

/** The verdict over several: any fail fails, else any no-verdict leaves none, else pass. No verdicts at all: none. */
export function judgeAll(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('fail')) return 'fail';
  return verdicts.length === 0 || verdicts.includes('no-verdict') ? 'no-verdict' : 'pass';
}
