import { unitCoverage, verificationOfVerification } from '../clauses.js';
import { condition, decision, measured } from '../controls.js';
import { shortfallRule } from '../shortfall.js';

export const mcdcCoverage = shortfallRule({
  metric: 'mcdc',
  title: 'Conditions that are not shown to affect their decision',
  why:
    'Modified condition/decision coverage asks that every condition was seen to change the outcome by itself. Assay proves it from the counts of an unmodified compiler: ' +
    'where the decision’s diagram is a tree, or where the counts leave no other way. What cannot be proved is not counted as shown.',
  clauses: [unitCoverage, verificationOfVerification],
  controls: {
    raises: [
      measured({
        asked: { mcdc: 100 },
        file: { decisions: [decision(['covered', 'covered'], [condition(), condition({ mcdc: 'missed' })])] },
      }),
      measured({
        asked: { mcdc: 100 },
        file: { decisions: [decision(['covered', 'covered'], [condition(), condition({ mcdc: 'not-measured' })])] },
      }),
    ],
    spares: [
      measured({
        asked: { mcdc: 100 },
        file: { decisions: [decision(['covered', 'covered'], [condition(), condition()])] },
      }),
      measured({ asked: { mcdc: 100 }, file: { decisions: [decision(['covered', 'covered'])] } }),
    ],
  },
});
