import { bundleEvidence } from '@assay/pipeline';
import { exitStatus } from '../exit-status.js';
import type { CommonOptions } from '../program.js';
import { showReport } from '../show.js';
import type { Context } from '../terminal.js';
import { requestFrom, shownPath } from './workspace-folder.js';

/** `assay bundle`: the evidence that is there, in one file. */
export async function bundleCommand(
  { host, terminal }: Context,
  options: CommonOptions & { output?: string },
): Promise<number> {
  const outcome = await bundleEvidence(host, { ...requestFrom(options), output: options.output });
  showReport(terminal, outcome.report, options.format);
  terminal.note(`bundle: ${shownPath(outcome.path)}  sha256 ${outcome.sha256}`);
  return exitStatus[outcome.verdict];
}
