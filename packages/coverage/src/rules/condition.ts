import { dynamicTesting, railwayCoverage } from '../clauses.js';
import { condition, decision, measured } from '../controls.js';
import { shortfallRule } from '../shortfall.js';

export const conditionCoverage = shortfallRule({
  metric: 'condition',
  title: 'Conditions that did not take both values',
  why: 'A decision of several conditions can have both outcomes while one of its conditions never changed. Each condition of a decision has to be both true and false.',
  clauses: [dynamicTesting, railwayCoverage],
  controls: {
    raises: [
      measured({
        asked: { condition: 100 },
        file: { decisions: [decision(['covered', 'covered'], [condition(), condition({ whenFalse: 'missed' })])] },
      }),
    ],
    spares: [
      measured({
        asked: { condition: 100 },
        file: { decisions: [decision(['covered', 'covered'], [condition(), condition({ mcdc: 'missed' })])] },
      }),
    ],
  },
});
