import { always, defineRule } from '@assay/check';
import { objectCodeTests, targetEnvironment } from '../clauses.js';
import { measured } from '../controls.js';
import { placeOfRun } from '../degree.js';
import type { TargetFacts } from '../facts.js';
import { aboutPart } from '../instance.js';

type Data = { target: string; build: string; on: string; ignored: number; filtered: number; command: string };

export const noTests = defineRule<TargetFacts, Data>({
  id: 'targets/no-tests',
  title: 'The run on the target had no tests',
  why: 'A run without a single test ends well and shows nothing. Most often a filter, `#[ignore]`, a feature or a `cfg` of the target took the tests away.',
  repair:
    'Find what keeps the tests from being run. Where the target has no std, a test is a program of its own: a test target with `harness = false`, ' +
    'named in `tests` of the target’s table.',
  clauses: [objectCodeTests, targetEnvironment],
  severity: always('error'),
  *find(facts) {
    for (const { build, degree, outcome, passed, failed, ignored, filtered, command, ranOn } of facts.tests) {
      if (outcome !== 'passed' || passed + failed > 0) continue;
      yield {
        ...aboutPart(facts, { name: `tests of ${build} on ${degree}` }),
        because: [{ at: facts.asked.run.at, note: `ran: ${command}` }],
        data: {
          ...{ target: facts.target, build, on: placeOfRun(facts, { degree, ranOn }), ignored, filtered, command },
        },
      };
    }
  },
  message: ({ target, build, on, ignored, filtered }) =>
    `no test ran for ${target} on ${on} (${build})${ignored + filtered === 0 ? '' : `: ${ignored} ignored, ${filtered} filtered out`}`,
  remedy: ({ command }) => `run ${command}, and see why it finds no test to run`,
  controls: {
    raises: [measured({ test: { passed: 0 } }), measured({ test: { passed: 0, filtered: 12, ignored: 1 } })],
    spares: [measured(), measured({ tests: [] }), measured({ test: { outcome: 'no result', passed: 0 } })],
  },
});
