import { dynamicTesting, railwayCoverage, unitCoverage, verificationOfVerification } from '../clauses.js';
import { decision, measured, step } from '../controls.js';
import { shortfallRule } from '../shortfall.js';

export const decisionCoverage = shortfallRule({
  metric: 'decision',
  title: 'Decisions that did not have every outcome',
  why:
    'Each way out of a decision is behaviour of its own. In Rust these are the branches of `if` and `while`, the arms of `match`, the two ways of `?`, ' +
    '`let … else`, patterns that may not match, and the assertions. Branch counts of a compiler leave out arms and `?`; here they come from the source.',
  clauses: [unitCoverage, dynamicTesting, railwayCoverage, verificationOfVerification],
  controls: {
    raises: [
      measured({
        asked: { decision: 100 },
        file: { functions: [step('covered')], decisions: [decision(['covered', 'missed'])] },
      }),
      measured({
        asked: { decision: 100 },
        file: { functions: [step('covered')], decisions: [decision(['covered', 'not-measured'])] },
      }),
    ],
    spares: [
      measured({
        asked: { decision: 100 },
        file: { functions: [step('covered')], decisions: [decision(['covered', 'covered'])] },
      }),
      measured({
        asked: { decision: 100 },
        member: { countsUnmeasured: false },
        file: { functions: [step('covered')], decisions: [decision(['covered', 'not-measured'])] },
      }),
    ],
  },
});
