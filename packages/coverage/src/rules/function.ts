import { architectureCoverage, dynamicTesting } from '../clauses.js';
import { measured, step } from '../controls.js';
import { shortfallRule } from '../shortfall.js';

export const functionCoverage = shortfallRule({
  metric: 'function',
  title: 'Functions that no test enters',
  why:
    'A function that no test enters is not tested at all, whatever the figures of the others say. A generic function that nothing instantiates is one of them, ' +
    'though it is in no binary.',
  clauses: [architectureCoverage, dynamicTesting],
  controls: {
    raises: [measured({ asked: { function: 100 }, file: { functions: [step('covered'), step('missed')] } })],
    spares: [
      measured({ asked: { function: 100 }, file: { functions: [step('covered')] } }),
      measured({ asked: { function: 50 }, file: { functions: [step('covered'), step('missed')] } }),
    ],
  },
});
