import { exitStatus } from '@assay/evidence';
import { type CheckOutcome, type Request, runCheck } from '@assay/pipeline';
import type { CommonOptions } from '../program.js';
import { showReport } from '../show.js';
import type { Context, Terminal } from '../terminal.js';
import { noteToday } from './note-bundle.js';
import { requestFrom, shownPath } from './workspace-folder.js';

/** `assay msrv`, `assay toolchain verify`: one check. */
export async function checkCommand(
  { host, terminal }: Context,
  name: string,
  options: CommonOptions,
  commanded?: Request['commanded'],
): Promise<number> {
  const request = { ...requestFrom(options), commanded };
  const outcome = await runCheck(host, name, request);
  showReport(terminal, outcome.report, options.format);
  noteLeft(terminal, outcome);
  noteToday(terminal, outcome);
  return exitStatus[outcome.verdict];
}

/** Where a check left what it left. */
export function noteLeft(
  terminal: Pick<Terminal, 'note'>,
  { evidencePath, reportPath, products }: Pick<CheckOutcome, 'evidencePath' | 'reportPath' | 'products'>,
): void {
  terminal.note(`evidence: ${shownPath(evidencePath)}`);
  if (reportPath !== undefined) terminal.note(`report: ${shownPath(reportPath)}`);
  for (const { name, path } of products) terminal.note(`${name}: ${shownPath(path)}`);
}
