import { count, type Gap } from '@assay/evidence';
import { compareDegrees, degreeInWords, hasResult, ran } from './degree.js';
import type { TargetFacts, TestFact } from './facts.js';
import { testsOn } from './unknowns.js';

/** Runs of tests that came to no result, and builds whose tests were to run and did not. */
export function runGaps(facts: TargetFacts): Gap[] {
  return [
    ...facts.tests.flatMap((test) => [...muteGap(facts, test), ...filteredGap(facts, test)]),
    ...notRunGaps(facts),
  ];
}

type Mute = Exclude<TestFact['outcome'], 'passed' | 'failed'>;

const whyMute: Readonly<Record<Mute, string>> = {
  'did not build': 'the tests do not build',
  'timed out': 'the run was ended when its time was over',
  ended: 'the run was ended from outside',
  'no result': 'the run ended and said of no test how it went',
};

const repair: Readonly<Record<Mute, string>> = {
  'did not build': 'repair what the compiler names; on a target without std, name in tests those with harness = false',
  'timed out': 'see what does not end, or raise timeout in the target’s table',
  ended: 'see what ended it, and run again',
  'no result': 'print a line for each test as libtest does (test NAME ... ok), and end with a status',
};

function muteGap(facts: TargetFacts, { build, degree, outcome, command, exit }: TestFact): Gap[] {
  if (hasResult(outcome)) return [];
  const status = exit === null ? '' : ` (exit ${exit})`;
  const mute = outcome as Mute;
  return [
    {
      what: testsOn(facts.target, build),
      why: `on ${degreeInWords(facts, degree)}, ${whyMute[mute]}${status}`,
      remedy: `run ${command}: ${repair[mute]}`,
      at: facts.asked.run.at,
    },
  ];
}

/** Assay names no tests to libtest: where some were filtered out, something between them did. That all were is a finding. */
function filteredGap({ target, asked }: TargetFacts, test: TestFact): Gap[] {
  const { build, filtered, command } = test;
  if (!ran(test) || filtered === 0) return [];
  return [
    {
      what: `whether all tests on ${target} pass (${build})`,
      why: `${count(filtered, 'test')} ${filtered === 1 ? 'was' : 'were'} filtered out, and Assay filters none`,
      remedy: `look in the runner for what chooses tests, and run all of them: ${command}`,
      at: asked.run.at,
    },
  ];
}

/** Builds of which no run went as far as the policy has it, whatever came of it. */
function notRunGaps(facts: TargetFacts): Gap[] {
  const { builds, tests, asked, target } = facts;
  const wanted = asked.run.value;
  if (wanted === 'none') return [];
  return builds.flatMap(({ name, outcome }) => {
    const isTold = tests.some(({ build, degree }) => build === name && compareDegrees(degree, wanted) >= 0);
    // Of what was not built, that is told.
    if (isTold || outcome !== 'built') return [];
    return [
      {
        what: testsOn(target, name),
        why: `they were not run on ${degreeInWords(facts, wanted)}`,
        remedy:
          wanted === 'hardware'
            ? 'connect the board, and see that command in the target’s table runs the tests and leaves its record'
            : 'install an emulator for the target, or name one as runner in the target’s table',
        at: asked.run.at,
      },
    ];
  });
}
