import type { Outcome } from '@assay/action-kit';
import { auditMarkdown } from '@assay/audit';
import type { AuditedBundle } from '@assay/pipeline';
import { allChecks } from '@assay/pipeline';
import { otherCommit } from './judge-evidence.js';

/** What a gate makes of a bundle that was fetched. That its deviations held is asked of the day of its run, not of today: nothing was made since. */
export function judgeAudit({ audit, report }: AuditedBundle, commit: string): Omit<Outcome, 'directory'> {
  const { verdict, reason, doubts, notes, retention, compared } = audit;
  const other = otherCommit(audit.verification, commit);
  const told = {
    notes: [...compared, ...notes, ...(retention === undefined ? [] : [retention.note])],
    warnings: retention?.warning === undefined ? [] : [retention.warning],
    addendum: auditMarkdown(audit),
  };
  if (audit.problems.length === 0 && other.length === 0) return { verdict, reason, report, problems: doubts, ...told };
  const refused = { statements: [], checks: allChecks };
  const why = audit.problems.length > 0 ? reason : 'the evidence is refused';
  return { verdict: 'fail', reason: why, report: refused, problems: [...audit.problems, ...other], ...told };
}
