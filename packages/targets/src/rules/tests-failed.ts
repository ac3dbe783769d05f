import { always, defineRule } from '@assay/check';
import { count } from '@assay/evidence';
import { objectCodeTests, targetEnvironment } from '../clauses.js';
import { measured } from '../controls.js';
import { placeOfRun } from '../degree.js';
import type { TargetFacts } from '../facts.js';
import { aboutPart, namesInWords } from '../instance.js';

type Data = {
  target: string;
  build: string;
  on: string;
  failed: number;
  failures: string[];
  command: string;
};

export const testsFailed = defineRule<TargetFacts, Data>({
  id: 'targets/tests-failed',
  title: 'Tests fail on the target',
  why: 'The product does not do on its target what its tests say it does, whatever they show on the machine of a developer.',
  repair:
    'Repair what fails: the finding names the command, and where it ran. Often it is the width of pointers, alignment, floating-point numbers, or an ' +
    'assumption about the operating system.',
  clauses: [objectCodeTests, targetEnvironment],
  severity: always('error'),
  *find(facts) {
    for (const { build, degree, outcome, failed, failures, command, ranOn } of facts.tests) {
      if (outcome !== 'failed' && failed === 0) continue;
      const on = placeOfRun(facts, { degree, ranOn });
      yield {
        ...aboutPart(facts, { name: `tests of ${build} on ${degree}` }),
        because: [{ at: facts.asked.run.at, note: `ran on ${on}: ${command}` }],
        data: { target: facts.target, build, on, failed, failures: [...failures], command },
      };
    }
  },
  message: ({ target, build, on, failed, failures }) =>
    failed === 0
      ? `the run of the tests for ${target} failed on ${on} (${build})`
      : `${count(failed, 'test')} failed for ${target} on ${on} (${build})${failures.length === 0 ? '' : `: ${namesInWords(failures)}`}`,
  remedy: ({ command }) => `run ${command} and repair what fails`,
  controls: {
    raises: [
      measured({ test: { outcome: 'failed', exit: 101, failed: 1, failures: ['control::stops'] } }),
      measured({ test: { outcome: 'failed', exit: 101 } }),
      measured({ test: { failed: 1 } }),
    ],
    spares: [measured(), measured({ test: { ignored: 3 } })],
  },
});
