import { always, defineRule, evaluatedTool } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { facts } from './controls.js';
import { locked, recordDifference } from './lock-controls.js';

export const manifestDiffers = defineRule<
  ToolchainFacts,
  { record: string; what: string; expected: string; found: string }
>({
  id: 'toolchain/manifest-differs',
  title: 'The records of the installed toolchain are of another release',
  why: 'rustup records which channel manifest it installed from, and which components. Where they speak of another date, version or archive than the lock, the toolchain was installed from another release than the one that was locked, or somebody edited the records.',
  repair: 'Remove the toolchain and install it again from the server that was locked.',
  clauses: [evaluatedTool],
  severity: always('error'),
  *find({ lock }) {
    for (const { record, what, expected, found } of lock?.recordDifferences ?? []) {
      yield {
        subject: { kind: 'item', name: `${record}: ${what}` },
        at: { path: 'assay.lock' },
        because: [],
        data: { record, what, expected, found },
      };
    }
  },
  message: ({ record, what, expected, found }) =>
    `${record} of the toolchain: ${what}: expected ${expected}, found ${found}`,
  remedy: () =>
    'remove the toolchain with rustup toolchain uninstall and install it again from the server that was locked',
  controls: {
    raises: [
      facts({ lock: locked({ recordDifferences: [recordDifference()] }) }),
      facts({ lock: locked({ recordDifferences: [recordDifference(), recordDifference({ what: 'cargo hash' })] }) }),
    ],
    spares: [facts(), facts({ lock: locked() })],
  },
});
