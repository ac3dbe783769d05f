import { always, defineRule, evaluatedTool } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { facts } from './controls.js';
import { aboutDifferences, type DifferenceData, shownPath } from './difference.js';
import { difference, locked } from './lock-controls.js';

const mode = difference({ kind: 'mode', expected: '755', found: '777' });

export const modeChanged = defineRule<ToolchainFacts, DifferenceData>({
  id: 'toolchain/mode-changed',
  title: 'A file of the toolchain has other permissions than were locked',
  why: 'A file that everybody may write is changed by anybody; one that runs with another user’s rights is a way into the machine. rustup gives its files the modes 644 and 755 only (observed with rustup 1.29), so that any other was put there by something else.',
  repair: 'Restore the mode, and find out what changed it.',
  clauses: [evaluatedTool],
  severity: always('error'),
  find: (seen) => aboutDifferences(seen, 'mode'),
  message: ({ path, expected, found }) => `${shownPath(path)} has mode ${found}, and ${expected} is locked`,
  remedy: ({ expected, path }) =>
    `find out what changed it, then chmod ${expected} ${shownPath(path)} in the toolchain's folder`,
  controls: {
    raises: [
      facts({ lock: locked({ differences: [mode] }) }),
      facts({ lock: locked({ differences: [{ ...mode, found: '4755' }] }) }),
    ],
    spares: [facts(), facts({ lock: locked() }), facts({ lock: locked({ differences: [difference({})] }) })],
  },
});
