import { exitStatus, UserError } from '@assay/evidence';
import { bundleEvidence, type SigningRequest } from '@assay/pipeline';
import type { CommonOptions } from '../program.js';
import { showReport } from '../show.js';
import type { Context } from '../terminal.js';
import { noteBundle, noteNotAsked, noteToday } from './note-bundle.js';
import { requestFrom } from './workspace-folder.js';

export interface BundleOptions extends CommonOptions {
  output?: string;
  includeAssay?: boolean;
  sign?: string;
  timestampServer?: string;
}

/** `assay bundle`: the evidence that is there, in one file. */
export async function bundleCommand({ host, terminal }: Context, options: BundleOptions): Promise<number> {
  const { output, includeAssay } = options;
  const request = { ...requestFrom(options), output, includeAssay, signing: signingFrom(options) };
  const outcome = await bundleEvidence(host, request);
  showReport(terminal, outcome.report, options.format);
  noteNotAsked(terminal, outcome.notAsked);
  noteBundle(terminal, outcome);
  noteToday(terminal, outcome);
  return exitStatus[outcome.verdict];
}

/** A timestamp is of a signature: asked for without one, it would be passed over in silence. */
function signingFrom({ sign, timestampServer }: BundleOptions): SigningRequest | undefined {
  if (sign !== undefined) return { key: sign, timestampServer };
  if (timestampServer === undefined) return undefined;
  throw new UserError('a timestamp is of a signature, and none is asked for', {
    remedy: 'name the key as well: --sign KEY.pem',
  });
}
