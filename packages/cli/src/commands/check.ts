import { exitStatus } from '@assay/evidence';
import { type Request, runCheck } from '@assay/pipeline';
import type { CommonOptions } from '../program.js';
import { showReport } from '../show.js';
import type { Context } from '../terminal.js';
import { noteLapsed } from './note-bundle.js';
import { requestFrom, shownPath } from './workspace-folder.js';

/** `assay msrv`, `assay toolchain verify`: one check. */
export async function checkCommand(
  { host, terminal }: Context,
  name: string,
  options: CommonOptions,
  commanded?: Request['commanded'],
): Promise<number> {
  const request = { ...requestFrom(options), commanded };
  const { report, evidencePath, verdict, lapsed } = await runCheck(host, name, request);
  showReport(terminal, report, options.format);
  terminal.note(`evidence: ${shownPath(evidencePath)}`);
  noteLapsed(terminal, lapsed);
  return exitStatus[verdict];
}
