import { always, defineRule, evaluatedTool } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { facts } from './controls.js';
import { aboutDifferences, type DifferenceData, shownPath } from './difference.js';
import { difference, locked } from './lock-controls.js';

const leaves = difference({ kind: 'link leaves', component: null, expected: '', found: '/opt/rustc' });

export const linkLeavesSysroot = defineRule<ToolchainFacts, DifferenceData>({
  id: 'toolchain/link-leaves-sysroot',
  title: 'A link leads out of the toolchain',
  why: 'What a link leads to outside of the toolchain, or in documentation that the lock leaves out, is not locked: nobody has locked its bytes, and it can be another file tomorrow while everything in the toolchain stays the same.',
  repair:
    'Replace the link by the file itself, or remove it. A toolchain that is linked as a whole, as `rustup toolchain link` does, is no such link.',
  clauses: [evaluatedTool],
  severity: always('error'),
  find: (seen) => aboutDifferences(seen, 'link leaves'),
  message: ({ path, found }) => `${shownPath(path)} is a link out of what is locked, to ${found}`,
  remedy: ({ install }) => `remove the link, then ${install}`,
  controls: {
    raises: [facts({ lock: locked({ differences: [leaves] }) })],
    spares: [
      facts(),
      facts({ lock: locked() }),
      facts({ lock: locked({ differences: [difference({ kind: 'kind' })] }) }),
    ],
  },
});
