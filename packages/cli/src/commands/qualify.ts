import { exitStatus } from '@assay/evidence';
import { qualify } from '@assay/pipeline';
import type { CommonOptions } from '../program.js';
import { showReport } from '../show.js';
import type { Context } from '../terminal.js';
import { noteBundle, noteNotAsked, noteToday } from './note-bundle.js';
import { requestFrom, shownPath } from './workspace-folder.js';

export interface QualifyOptions extends CommonOptions {
  only?: string[];
  skip?: string[];
}

/** `assay qualify`: every check that the policy asks for, the bundle, the report. */
export async function qualifyCommand({ host, terminal }: Context, options: QualifyOptions): Promise<number> {
  const { only, skip } = options;
  const request = { ...requestFrom(options), only, skip };
  const qualification = await qualify(host, request);
  const { verdict, report, reportPath, notAsked, bundle } = qualification;
  showReport(terminal, report, options.format);
  terminal.note(`report: ${shownPath(reportPath)}`);
  noteNotAsked(terminal, notAsked);
  if (bundle === undefined) terminal.note('partial: what ran is not what the policy asks for, so no bundle was made');
  else noteBundle(terminal, bundle);
  noteToday(terminal, qualification);
  return exitStatus[verdict];
}
