import { always, defineRule, evaluatedTool } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { facts } from './controls.js';
import { aboutDifferences, type DifferenceData, shownPath } from './difference.js';
import { difference, locked } from './lock-controls.js';

export const fileMissing = defineRule<ToolchainFacts, DifferenceData>({
  id: 'toolchain/file-missing',
  title: 'A file of the toolchain is missing',
  why: 'Where a file of a component is gone, the compiler or the linker takes another one that it finds on its way, or leaves out what the file was there for. rustup does not notice.',
  repair: 'Remove the toolchain and install it again: rustup does not look at what it has installed.',
  clauses: [evaluatedTool],
  severity: always('error'),
  find: (seen) => aboutDifferences(seen, 'missing'),
  message: ({ path, component, expected }) => `${shownPath(path)} of ${component} is missing (SHA-256 ${expected})`,
  remedy: ({ install }) => install,
  controls: {
    raises: [facts({ lock: locked({ differences: [difference({ kind: 'missing', found: '' })] }) })],
    spares: [facts(), facts({ lock: locked() }), facts({ lock: locked({ differences: [difference({})] }) })],
  },
});
