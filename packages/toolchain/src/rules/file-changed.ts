import { always, defineRule, evaluatedTool } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { facts } from './controls.js';
import { aboutDifferences, type DifferenceData, shownPath } from './difference.js';
import { difference, locked } from './lock-controls.js';

export const fileChanged = defineRule<ToolchainFacts, DifferenceData>({
  id: 'toolchain/file-changed',
  title: 'A file of the toolchain is not the one that was locked',
  why: 'One other byte in the compiler, its code generator or the standard library can put a fault into everything that is built, and no test of the source finds it. What was evaluated is the toolchain with the locked bytes, and no other.',
  repair:
    'Find out what changed the file (an update, a repair by hand, a build script, a damaged disk or cache). Then remove the toolchain and install it again: rustup does not look at what it has installed. When the change is wanted, lock again and have the new lock reviewed.',
  clauses: [evaluatedTool],
  severity: always('error'),
  find: (seen) => aboutDifferences(seen, 'changed', 'kind'),
  message: ({ path, expected, found }) =>
    `${shownPath(path)} is not what was locked: expected ${expected}, found ${found}`,
  remedy: ({ install }) => `find out what changed it, then ${install}`,
  controls: {
    raises: [
      facts({ lock: locked({ differences: [difference({})] }) }),
      facts({
        lock: locked({ differences: [difference({ kind: 'kind', expected: 'a file', found: 'a link to x' })] }),
      }),
    ],
    spares: [
      facts(),
      facts({ lock: locked() }),
      facts({ lock: locked({ differences: [difference({ kind: 'mode' })] }) }),
    ],
  },
});
