import { always, defineRule, evaluatedTool } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { facts } from './controls.js';
import { aboutDifferences, type DifferenceData, shownPath } from './difference.js';
import { difference, locked } from './lock-controls.js';

const unexpected = difference({ kind: 'unexpected', path: 'lib/libgcc_s.so.1', component: null, expected: '' });

export const fileUnexpected = defineRule<ToolchainFacts, DifferenceData>({
  id: 'toolchain/file-unexpected',
  title: 'The toolchain holds a file that the lock does not name',
  why: 'A file that does not belong there is as bad as a changed one: a library in `lib` is loaded by the compiler and by every build script in place of the system’s own, a program in `bin` becomes a command of Cargo’s.',
  repair:
    'Find out where it comes from and remove it. Where it belongs to the toolchain, lock again and have the new lock reviewed.',
  clauses: [evaluatedTool],
  severity: always('error'),
  find: (seen) => aboutDifferences(seen, 'unexpected'),
  message: ({ path, found }) =>
    `${shownPath(path)} is in the toolchain and not in the lock: ${/^[0-9a-f]{64}$/.test(found) ? `SHA-256 ${found}` : found}`,
  remedy: ({ install }) => `find out where it comes from and remove it, or ${install}`,
  controls: {
    raises: [
      facts({ lock: locked({ differences: [unexpected] }) }),
      facts({ lock: locked({ differences: [{ ...unexpected, path: 'lib/empty', found: 'a folder' }] }) }),
    ],
    spares: [facts(), facts({ lock: locked() }), facts({ lock: locked({ differences: [difference({})] }) })],
  },
});
