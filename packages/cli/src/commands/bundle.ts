import { exitStatus } from '@assay/evidence';
import { bundleEvidence } from '@assay/pipeline';
import type { CommonOptions } from '../program.js';
import { showReport } from '../show.js';
import type { Context } from '../terminal.js';
import { noteBundle, noteNotAsked, noteToday } from './note-bundle.js';
import { requestFrom } from './workspace-folder.js';

/** `assay bundle`: the evidence that is there, in one file. */
export async function bundleCommand(
  { host, terminal }: Context,
  options: CommonOptions & { output?: string; includeAssay?: boolean },
): Promise<number> {
  const { output, includeAssay } = options;
  const outcome = await bundleEvidence(host, { ...requestFrom(options), output, includeAssay });
  showReport(terminal, outcome.report, options.format);
  noteNotAsked(terminal, outcome.notAsked);
  noteBundle(terminal, outcome);
  noteToday(terminal, outcome);
  return exitStatus[outcome.verdict];
}
