import { defineRule } from '@assay/check';
import { targetEnvironment, testEnvironment } from '../clauses.js';
import { measured, stated } from '../controls.js';
import { ran } from '../degree.js';
import type { TargetFacts, TestAge } from '../facts.js';
import { aboutTarget, tableOf } from '../instance.js';

type Data = {
  target: string;
  stated: string;
  /** Keys of the target's table that are not there. */
  missing: string[];
  tested: string | null;
  age: TestAge | null;
  maxAge: number;
};

export const lastTestTooOld = defineRule<TargetFacts, Data>({
  id: 'targets/last-test-too-old',
  title: 'The project’s last test on the target is too old, or there was none',
  why:
    'Operating systems, SDKs and boards go on while the code stands still. What was tested once, on a version that is not sold any more, says little ' +
    'about what ships.',
  repair:
    'Test on the real thing, and write into the target’s table on what and when: `last-tested-os = "…"` and `last-tested = 2026-05-01`. `max-age` in ' +
    '`[targets]` says after how many days that is too old. With `run = "hardware"`, a passing run is such a test by itself.',
  clauses: [targetEnvironment, testEnvironment],
  severity: { none: 'off', low: 'warning', medium: 'warning', high: 'error', highest: 'error' },
  *find(facts) {
    const { asked, level, tests, target } = facts;
    if (level.rank === 'none') return;
    // Nothing is newer than what was run just now.
    if (tests.some((test) => test.degree === 'hardware' && test.outcome === 'passed' && ran(test))) return;
    const { lastTested, lastTestedOs, maxAge, age } = asked;
    const missing = [
      ...(lastTestedOs === null ? ['last-tested-os'] : []),
      ...(lastTested === null ? ['last-tested'] : []),
    ];
    if (missing.length === 0 && age === 'recent') return;
    yield {
      ...aboutTarget(facts, lastTested?.at),
      because: [
        ...(lastTestedOs === null ? [] : [{ at: lastTestedOs.at, note: `last tested on ${lastTestedOs.value}` }]),
        { note: `max-age is ${maxAge} days` },
      ],
      data: { ...{ target, stated: facts.stated, missing, age, maxAge }, tested: lastTested?.value ?? null },
    };
  },
  message: ({ target, missing, tested, age, maxAge }) => {
    if (missing.length > 0) return `the policy does not say of ${target} ${missing.map(questionOf).join(', and ')}`;
    if (age === 'in the future') return `the last test on ${target} is dated ${tested}, a day that is still to come`;
    return `the last test on ${target} was on ${tested}, more than ${maxAge} days ago`;
  },
  remedy: ({ stated: key, missing }) => {
    const keys = missing.length > 0 ? missing : ['last-tested'];
    const lines = keys.map((each) => (each === 'last-tested' ? 'last-tested = YYYY-MM-DD' : `${each} = "…"`));
    return `test on the target, and write ${lines.join(' and ')} in ${tableOf(key)}, with what was tested on and the day of it`;
  },
  controls: {
    raises: [
      measured({ asked: { lastTested: null, age: null } }),
      measured({ asked: { lastTestedOs: null } }),
      measured({ asked: { age: 'too old' } }),
      measured({ asked: { age: 'in the future' } }),
    ],
    spares: [
      measured(),
      measured({ asked: { lastTested: null, age: null, lastTestedOs: null }, level: { rank: 'none' } }),
      measured({
        ...{ asked: { lastTested: null, age: null, lastTestedOs: null, run: stated('hardware' as const) } },
        test: { degree: 'hardware', ranOn: 'board rev 3' },
      }),
    ],
  },
});

function questionOf(key: string): string {
  return key === 'last-tested' ? 'when the project last tested it' : 'on what the project last tested it';
}
