import { defineAction, outputPath } from '@assay/action-kit';
import { UserError } from '@assay/evidence';

/** Verifies a bundle as a gate does: intact, of this commit, and holding today. */
export const action = defineAction({
  name: 'verify-evidence',
  inputs: { bundle: { required: true }, commit: {} },
  outputs: [],
  async run({ bundle, commit }, host) {
    if (!/^([0-9a-f]{40}|[0-9a-f]{64})?$/.test(commit)) {
      throw new UserError(`the input commit is no full commit: ${JSON.stringify(commit)}`, {
        remedy: 'give all its hexadecimal digits, as github.sha has them',
      });
    }
    const { verifyEvidence } = await import(/* webpackMode: "eager" */ '@assay/pipeline');
    const { judgeBundle } = await import(/* webpackMode: "eager" */ './judge-bundle.js');
    const verification = await verifyEvidence(host, bundle);
    return { ...judgeBundle(verification, commit), directory: '.', outputs: { evidence: outputPath(bundle) } };
  },
});
