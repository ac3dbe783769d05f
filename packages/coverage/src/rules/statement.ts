import { dynamicTesting, railwayCoverage, unitCoverage, verificationOfVerification } from '../clauses.js';
import { measured, statement } from '../controls.js';
import { shortfallRule } from '../shortfall.js';

export const statementCoverage = shortfallRule({
  metric: 'statement',
  title: 'Statements that no test runs',
  why:
    'A statement that never ran in a test may do anything. What is counted are the statements of the source, those of files that no build compiles among them, ' +
    'not the lines that a compiler happens to have kept.',
  clauses: [unitCoverage, dynamicTesting, railwayCoverage, verificationOfVerification],
  controls: {
    raises: [
      measured({ asked: { statement: 100 }, file: { statements: [statement('covered'), statement('missed', 13)] } }),
      measured({
        asked: { statement: 100 },
        file: { statements: [statement('covered'), statement('not-compiled', 13)] },
      }),
      // All unmeasured is not all covered.
      measured({
        asked: { statement: 50 },
        member: { countsUnmeasured: false },
        file: { statements: [statement('not-measured')] },
      }),
      // 2 of 3 is less than 67 %.
      measured({
        asked: { statement: 67 },
        file: { statements: [statement('covered'), statement('covered', 13), statement('missed', 14)] },
      }),
    ],
    spares: [
      measured({ asked: { statement: 100 }, file: { statements: [statement('covered')] } }),
      measured({ file: { statements: [statement('missed')] } }),
      measured({ complete: false, asked: { statement: 100 }, file: { statements: [statement('missed')] } }),
      measured({ asked: { statement: 100 } }),
      measured({
        asked: { statement: 100 },
        member: { countsUnmeasured: false },
        file: { statements: [statement('covered'), statement('not-measured', 13)] },
      }),
      measured({
        asked: { statement: 66 },
        file: { statements: [statement('covered'), statement('covered', 13), statement('missed', 14)] },
      }),
    ],
  },
});
