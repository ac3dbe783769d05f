import type { Check } from '@assay/check';
import type { Host } from '@assay/host';
import { type Report, renderHtml } from '@assay/report';
import { withPolicyCheck } from './checks.js';
import type { Examination } from './examine-workspace.js';
import { readSourceTexts } from './inputs.js';
import { pageOf } from './own-files.js';
import type { Source } from './source.js';
import type { Left } from './state-result.js';
import { type Today, tellToday } from './today.js';
import type { Workspace } from './workspace.js';

/** What one check left, and what is told of it. */
export interface CheckOutcome extends Left, Today {
  report: Report;
  /** The report's page, absolute; `undefined` where the check marks no sources. */
  reportPath: string | undefined;
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

/** What is told of a check's evidence, judged today. Writes the page of a check that marks sources. */
export async function outcomeOf(
  host: Host,
  check: Check,
  { statement, evidencePath, products }: Left,
  workspace: Workspace,
  watch: WatchState | undefined,
): Promise<CheckOutcome> {
  const statements = [statement];
  const texts = await readSourceTexts(workspace, statements);
  const report: Report = { statements, checks: withPolicyCheck(workspace.checks), texts };
  const reportPath = pageOf(workspace.paths, check);
  if (reportPath !== undefined) await host.writer.writeWhole(reportPath, renderHtml(report));
  return { statement, evidencePath, products, reportPath, watch, ...tellToday(report, workspace.world) };
}
