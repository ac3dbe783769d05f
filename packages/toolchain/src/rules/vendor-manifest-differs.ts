import { always, defineRule, evaluatedTool } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { facts } from './controls.js';
import { locked } from './lock-controls.js';

const ferrocene = {
  ...{ manifest: 'share/criticaltrust/ferrocene/rustc.json', product: 'ferrocene', package: 'rustc' },
  ...{ commit: '59807616e1fa2540724bfbac14d7976d7e4a3860', files: 24, signedBy: 'key', refused: null },
};
const refused = {
  ...ferrocene,
  product: null,
  package: null,
  commit: null,
  files: 0,
  signedBy: null,
  refused: 'it is not signed',
};

export const vendorManifestDiffers = defineRule<ToolchainFacts, { name: string; what: string }>({
  id: 'toolchain/vendor-manifest-differs',
  title: 'The toolchain is not what its vendor signed',
  why: 'A vendor’s qualification speaks of the files that it delivered and signed. A file that differs from the signed manifest, or a manifest without a good signature, is outside of it.',
  repair: 'Install the toolchain again with the vendor’s own installer (`criticalup install --reinstall`).',
  clauses: [evaluatedTool],
  severity: always('error'),
  *find({ lock }) {
    const { packages = [], differences = [] } = lock?.vendor ?? {};
    const refusals = packages.flatMap(({ manifest, refused: why }) =>
      why === null ? [] : [{ name: manifest, what: why }],
    );
    for (const { name, what } of [
      ...refusals,
      ...differences.map(({ path, what: how }) => ({ name: path, what: `${path} ${how}` })),
    ]) {
      yield { subject: { kind: 'file', name }, at: { path: 'assay.lock' }, because: [], data: { name, what } };
    }
  },
  message: ({ what }) => what,
  remedy: () => 'install the toolchain again: criticalup install --reinstall',
  controls: {
    raises: [
      facts({ lock: locked({ vendor: { packages: [refused], differences: [] } }) }),
      facts({
        lock: locked({ vendor: { packages: [ferrocene], differences: [{ path: 'bin/rustc', what: 'is missing' }] } }),
      }),
    ],
    spares: [
      facts(),
      facts({ lock: locked() }),
      facts({ lock: locked({ vendor: { packages: [ferrocene], differences: [] } }) }),
    ],
  },
});
