import type { Statement } from '@assay/evidence';
import type { Report } from '@assay/report';
import { allChecks } from './checks.js';
import type { Examination } from './examine-workspace.js';
import type { Source } from './source.js';
import { judgeToday, type Today } from './today.js';
import type { Workspace } from './workspace.js';

/** What one check left. */
export interface CheckOutcome extends Today {
  statement: Statement;
  report: Report;
  /** The evidence file, absolute. */
  evidencePath: string;
  /** For a second look at the end of the job; `undefined` where the check has none, or nothing to remember. */
  watch: WatchState | undefined;
}

/**
 * What a second look in another process needs of the first. Plain JSON, with absolute paths: it never enters evidence. Whoever keeps it in
 * the meantime sees to it that it comes back unchanged.
 */
export interface WatchState {
  check: string;
  source: Source;
  first: Examination;
}

/** What is told of a check's evidence, judged today. */
export function outcomeOf(
  { statement, evidencePath }: Pick<CheckOutcome, 'statement' | 'evidencePath'>,
  { world }: Pick<Workspace, 'world'>,
  watch: WatchState | undefined,
): CheckOutcome {
  const statements = [statement];
  return {
    statement,
    report: { statements, checks: allChecks },
    evidencePath,
    watch,
    ...judgeToday(statements, world),
  };
}
