import { commonInputs, defineAction, type Inputs } from '@assay/action-kit';
import { UserError } from '@assay/evidence';

/** Where evidence may be, one of which is given. */
const places = ['bundle', 'check', 'run', 'release'] as const;

/** Verifies a bundle, or the evidence of one check, as a gate does: intact, complete, of this commit, and holding when it counts. */
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
    refuseMixture(inputs);
    if (inputs.bundle !== '') {
      const { verifyGiven } = await import(/* webpackMode: "eager" */ './verify-given.js');
      return verifyGiven(inputs, host);
    }
    if (inputs.check !== '') {
      const { verifyOneCheck } = await import(/* webpackMode: "eager" */ './verify-one-check.js');
      return verifyOneCheck(inputs, host);
    }
    const { verifyKept } = await import(/* webpackMode: "eager" */ './verify-kept.js');
    return verifyKept(inputs, host);
  },
});

/** Inputs that do not go together would leave something unverified that the user takes for verified. */
function refuseMixture(inputs: Inputs<(typeof places)[number] | 'commit' | 'signature' | 'trust'>): void {
  const { bundle, check, commit, signature, trust } = inputs;
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})?$/.test(commit)) {
    throw new UserError(`the input commit is no full commit: ${JSON.stringify(commit)}`, {
      remedy: 'give all its hexadecimal digits, as github.sha has them',
    });
  }
  const given = places.filter((place) => inputs[place] !== '');
  if (given.length !== 1) {
    const none = `none of the inputs ${places.join(', ')} is given`;
    throw new UserError(given.length === 0 ? none : `the inputs ${given.join(' and ')} are given together`, {
      remedy:
        'give exactly one: bundle: or run: or release: to verify a bundle, check: to verify the evidence of one check',
    });
  }
  if (check !== '' && (signature !== '' || trust !== '')) {
    throw new UserError('the inputs signature and trust are for a bundle, and check is given', {
      remedy: 'leave them out: what is signed is the bundle of all evidence',
    });
  }
  if (bundle === '' && signature !== '') {
    throw new UserError('the input signature is for a bundle that is at hand, and none is', {
      remedy: 'leave it out: the signature that is kept beside the bundle of a run or a release is taken',
    });
  }
}
