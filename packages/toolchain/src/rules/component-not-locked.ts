import { always, defineRule, evaluatedTool, identifiedSoup } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { aboutComponents, type ComponentData } from './component-trouble.js';
import { facts } from './controls.js';
import { locked, trouble } from './lock-controls.js';

export const componentNotLocked = defineRule<ToolchainFacts, ComponentData>({
  id: 'toolchain/component-not-locked',
  title: 'The lock does not name a component or target that is used',
  why: 'A standard library for another target goes into the product, and a further tool runs in the build. Where the lock does not name them, their bytes are whatever was installed.',
  repair:
    'Lock again with the component or target, or remove it from the toolchain. Documentation that the lock leaves out is no such component.',
  clauses: [evaluatedTool, identifiedSoup],
  severity: always('error'),
  find: (seen) => aboutComponents(seen, 'not locked'),
  message: ({ component, because }) => `assay.lock does not name ${component}: ${because}`,
  remedy: ({ component }) =>
    `install ${component} and run assay toolchain lock again, or lock with --from dist, which needs nothing installed; or stop asking for it`,
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
