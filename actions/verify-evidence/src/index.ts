import { commonInputs, defineAction, inDirectory, outputPath, requestOf } from '@assay/action-kit';
import { UserError } from '@assay/evidence';

/** Where evidence may be, one of which is given. */
const places = ['bundle', 'check', 'run', 'release'] as const;

/** Verifies a bundle, or the evidence of one check, as a gate does: intact, complete, of this commit, and holding today. */
export const action = defineAction({
  name: 'verify-evidence',
  inputs: {
    ...{ bundle: {}, signature: {}, trust: {}, check: {}, commit: {} },
    ...commonInputs,
    ...{ run: {}, release: {}, repository: {} },
    'artifact-prefix': { default: 'assay' },
    'allow-fork': { default: 'false' },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's runner evaluates it.
    token: { default: '${{ github.token }}' },
    'audit-dir': { default: 'target/assay/audit' },
  },
  outputs: ['bundle', 'digest', 'expires'],
  async run(inputs, host) {
    const { bundle, signature, trust, check, commit } = inputs;
    if (!/^([0-9a-f]{40}|[0-9a-f]{64})?$/.test(commit)) {
      throw new UserError(`the input commit is no full commit: ${JSON.stringify(commit)}`, {
        remedy: 'give all its hexadecimal digits, as github.sha has them',
      });
    }
    refuseUnlessOne(places.filter((place) => inputs[place] !== ''));
    if (bundle === '' && check === '') {
      const { verifyKept } = await import(/* webpackMode: "eager" */ './verify-kept.js');
      return verifyKept(inputs, host);
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
      const judged = judgeEvidence(verification, commit);
      const evidence = outputPath(bundle);
      const verified = judged.report.statements.length > 0 ? evidence : '';
      return {
        ...judged,
        directory: '.',
        outputs: { evidence, bundle: verified, digest: verification.sha256, expires: '' },
      };
    }
    const verification = await verifyCheckEvidence(host, check, requestOf(inputs));
    const { tellMissing } = await import(/* webpackMode: "eager" */ './missing.js');
    const { notes, addendum } = tellMissing(verification.missing);
    const directory = inputs['working-directory'];
    return {
      ...judgeEvidence({ ...verification, notes: [...verification.notes, ...notes] }, commit),
      addendum,
      directory,
      outputs: {
        evidence: outputPath(inDirectory(directory, inputs['evidence-dir'])),
        bundle: '',
        digest: '',
        expires: '',
      },
    };
  },
});

function refuseUnlessOne(given: readonly string[]): void {
  if (given.length === 1) return;
  const which =
    given.length === 0
      ? `none of the inputs ${places.join(', ')} is given`
      : `the inputs ${given.join(' and ')} are given together`;
  throw new UserError(which, {
    remedy:
      'give exactly one: bundle: or run: or release: to verify a bundle, check: to verify the evidence of one check',
  });
}
