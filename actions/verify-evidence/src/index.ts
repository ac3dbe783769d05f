import { defineAction, outputPath } from '@assay/action-kit';
import { verifyEvidence } from '@assay/pipeline';
import { judgeBundle } from './judge-bundle.js';

/** Verifies a bundle, and that it speaks of the commit that is expected. */
export const action = defineAction({
  name: 'verify-evidence',
  inputs: { bundle: { required: true }, commit: {} },
  outputs: [],
  async run({ bundle, commit }, host) {
    const verification = await verifyEvidence(host, bundle);
    return { ...judgeBundle(verification, commit), directory: '.', outputs: { evidence: outputPath(bundle) } };
  },
});
