import { exitStatus } from '@assay/evidence';
import { qualify } from '@assay/pipeline';
import type { CommonOptions } from '../program.js';
import { showReport } from '../show.js';
import type { Context } from '../terminal.js';
import { noteBundle, noteLapsed, noteNotAsked } from './note-bundle.js';
import { requestFrom, shownPath } from './workspace-folder.js';

export interface QualifyOptions extends CommonOptions {
  only?: string[];
  skip?: string[];
}

/** `assay qualify`: every check that the policy asks for, the bundle, the report. */
export async function qualifyCommand({ host, terminal }: Context, options: QualifyOptions): Promise<number> {
  const { only, skip } = options;
  const request = { ...requestFrom(options), only, skip };
  const { verdict, report, reportPath, notAsked, lapsed, bundle } = await qualify(host, request);
  showReport(terminal, report, options.format);
  terminal.note(`report: ${shownPath(reportPath)}`);
  noteNotAsked(terminal, notAsked);
  if (bundle === undefined) terminal.note('partial: what ran is not what the policy asks for, so no bundle was made');
  else noteBundle(terminal, bundle);
  noteLapsed(terminal, lapsed);
  return exitStatus[verdict];
}
