import { exitStatus } from '@assay/evidence';
import { qualify } from '@assay/pipeline';
import type { CommonOptions } from '../program.js';
import { showReport } from '../show.js';
import type { Context } from '../terminal.js';
import { noteBundle, noteLapsed } from './note-bundle.js';
import { requestFrom, shownPath } from './workspace-folder.js';

export interface QualifyOptions extends CommonOptions {
  only?: string[];
  skip?: string[];
}

/** `assay qualify`: every check, the bundle, the report. */
export async function qualifyCommand({ host, terminal }: Context, options: QualifyOptions): Promise<number> {
  const { only, skip } = options;
  const { verdict, report, reportPath, lapsed, bundle } = await qualify(host, { ...requestFrom(options), only, skip });
  showReport(terminal, report, options.format);
  terminal.note(`report: ${shownPath(reportPath)}`);
  if (bundle === undefined) terminal.note('partial: not every check ran, so no bundle was made');
  else noteBundle(terminal, bundle);
  noteLapsed(terminal, lapsed);
  return exitStatus[verdict];
}
