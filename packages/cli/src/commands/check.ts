import { exitStatus } from '@assay/evidence';
import { runCheck } from '@assay/pipeline';
import type { CommonOptions } from '../program.js';
import { showReport } from '../show.js';
import type { Context } from '../terminal.js';
import { requestFrom, shownPath } from './workspace-folder.js';

/** `assay msrv`, `assay toolchain verify`: one check. */
export async function checkCommand({ host, terminal }: Context, name: string, options: CommonOptions): Promise<number> {
  const { statement, report, evidencePath } = await runCheck(host, name, requestFrom(options));
  showReport(terminal, report, options.format);
  terminal.note(`evidence: ${shownPath(evidencePath)}`);
  return exitStatus[statement.predicate.verdict];
}
