import { commonInputs, defineAction, inDirectory, outputPath, requestOf } from '@assay/action-kit';
import { UserError } from '@assay/evidence';

/** Verifies a bundle, or the evidence of one check, as a gate does: intact, complete, of this commit, and holding today. */
export const action = defineAction({
  name: 'verify-evidence',
  inputs: { bundle: {}, signature: {}, trust: {}, check: {}, commit: {}, ...commonInputs },
  outputs: [],
  async run({ bundle, signature, trust, check, commit, ...inputs }, host) {
    if (!/^([0-9a-f]{40}|[0-9a-f]{64})?$/.test(commit)) {
      throw new UserError(`the input commit is no full commit: ${JSON.stringify(commit)}`, {
        remedy: 'give all its hexadecimal digits, as github.sha has them',
      });
    }
    if ((bundle === '') === (check === '')) {
      throw new UserError(`${bundle === '' ? 'neither' : 'both'} of the inputs bundle and check are given`, {
        remedy: 'give bundle: to verify a bundle, or check: to verify the evidence of one check',
      });
    }
    if (check !== '' && (signature !== '' || trust !== '')) {
      throw new UserError('the inputs signature and trust are for a bundle, and check is given', {
        remedy: 'leave them out: what is signed is the bundle of all evidence',
      });
    }
    const { verifyCheckEvidence, verifyEvidence } = await import(/* webpackMode: "eager" */ '@assay/pipeline');
    const { judgeEvidence } = await import(/* webpackMode: "eager" */ './judge-evidence.js');
    if (check === '') {
      const vouching = { signature: signature || undefined, trust: trust || undefined };
      const verification = await verifyEvidence(host, bundle, vouching);
      return { ...judgeEvidence(verification, commit), directory: '.', outputs: { evidence: outputPath(bundle) } };
    }
    const verification = await verifyCheckEvidence(host, check, requestOf(inputs));
    const { tellMissing } = await import(/* webpackMode: "eager" */ './missing.js');
    const { notes, addendum } = tellMissing(verification.missing);
    const directory = inputs['working-directory'];
    return {
      ...judgeEvidence({ ...verification, notes: [...verification.notes, ...notes] }, commit),
      addendum,
      directory,
      outputs: { evidence: outputPath(inDirectory(directory, inputs['evidence-dir'])) },
    };
  },
});
