import { always, defineRule, evaluatedTool, identifiedSoup } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { facts } from './controls.js';
import { locked, trouble } from './lock-controls.js';

export const componentNotLocked = defineRule<ToolchainFacts, { component: string; because: string }>({
  id: 'toolchain/component-not-locked',
  title: 'The lock does not name a component or target that is used',
  why: 'A standard library for another target goes into the product, and a further tool runs in the build. Where the lock does not name them, their bytes are whatever was installed.',
  repair:
    'Lock again with the component or target, or remove it from the toolchain. Documentation that the lock leaves out is no such component.',
  clauses: [evaluatedTool, identifiedSoup],
  severity: always('error'),
  *find({ lock }) {
    for (const { component, trouble: what, at, because } of lock?.componentTroubles ?? []) {
      if (what !== 'not locked') continue;
      yield {
        subject: { kind: 'item', name: component },
        at,
        because: [{ at, note: because }],
        data: { component, because },
      };
    }
  },
  message: ({ component, because }) => `assay.lock does not name ${component}: ${because}`,
  remedy: ({ component }) =>
    `run assay toolchain lock where ${component} is installed, or with --from dist, or remove the component`,
  controls: {
    raises: [
      facts({ lock: locked({ componentTroubles: [trouble({})] }) }),
      facts({
        lock: locked({
          componentTroubles: [trouble({}), trouble({ component: 'miri-preview', because: 'it is installed' })],
        }),
      }),
    ],
    spares: [
      facts(),
      facts({ lock: locked() }),
      facts({ lock: locked({ componentTroubles: [trouble({ trouble: 'not installed' })] }) }),
    ],
  },
});
