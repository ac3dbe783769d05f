import { always, defineRule } from '@assay/check';
import { targetEnvironment, testEnvironment } from '../clauses.js';
import { line, measured, stated } from '../controls.js';
import { compareDegrees, hasResult } from '../degree.js';
import type { TargetFacts } from '../facts.js';
import { aboutTarget, becauseOfLevel, namesInWords, tableOf } from '../instance.js';
import type { Degree } from '../settings.js';

type Data = {
  target: string;
  stated: string;
  level: string;
  wanted: Degree;
  asked: Degree;
  /** Builds of which the tests ran, and less far than is wanted; none where the policy itself asks for less. */
  builds: string[];
};

export const notRunFarEnough = defineRule<TargetFacts, Data>({
  id: 'targets/not-run-far-enough',
  title: 'Target is not tried as far as its integrity level asks',
  why:
    'Built, run on an emulator and run on hardware are three different things. That code builds says nothing of what it does, and an emulator has no ' +
    'caches, no timing and no peripherals of the board. How far a target is tried is for the level to say.',
  repair:
    'Raise `run` in the target’s table to what the level asks for, with a `runner` for an emulator or a `command` for the board; or change what the ' +
    'level asks for in `[targets.levels]`, which then stands in the evidence. That an emulator is asked for from the medium rank on is Assay’s own choice.',
  clauses: [targetEnvironment, testEnvironment],
  severity: always('error'),
  *find(facts) {
    const { asked, level, target } = facts;
    const isAsked = compareDegrees(asked.run.value, level.run) >= 0;
    const builds = isAsked ? buildsRunLess(facts) : [];
    if (isAsked && builds.length === 0) return;
    yield {
      ...aboutTarget(facts, asked.run.at),
      because: [
        becauseOfLevel(facts, `run = ${JSON.stringify(level.run)}`, level.runAt),
        { at: asked.run.at, note: `run is ${JSON.stringify(asked.run.value)} for ${target}` },
      ],
      data: {
        ...{ target, stated: facts.stated, level: level.name, wanted: level.run, asked: asked.run.value, builds },
      },
    };
  },
  message: ({ target, level, wanted, asked, builds }) =>
    builds.length > 0
      ? `${level} asks that the tests for ${target} run on ${inWords[wanted]}; they ran less far: ${namesInWords(builds)}`
      : `${level} asks that the tests for ${target} run on ${inWords[wanted]}; the policy has them ${plan[asked]}`,
  remedy: ({ stated: key, wanted, builds }) =>
    builds.length > 0
      ? `have the tests of every build run on ${inWords[wanted]}`
      : `write run = ${JSON.stringify(wanted)} in ${tableOf(key)}`,
  controls: {
    raises: [
      measured({ asked: { run: stated('none' as const) }, tests: [] }),
      measured({ level: { run: 'hardware', runAt: line(50) } }),
      measured({ level: { run: 'hardware' }, asked: { run: stated('hardware' as const) } }),
    ],
    spares: [
      measured(),
      measured({ level: { run: 'none' }, asked: { run: stated('none' as const) }, tests: [] }),
      measured({
        ...{ level: { run: 'emulator' }, asked: { run: stated('hardware' as const) } },
        test: { degree: 'hardware', ranOn: 'board rev 3' },
      }),
      // That nothing ran at all is a gap.
      measured({ tests: [] }),
    ],
  },
});

/** The builds of which tests ran, and none as far as the level asks. */
function buildsRunLess({ builds, tests, level }: TargetFacts): string[] {
  return builds.flatMap(({ name }) => {
    const ended = tests.filter((test) => test.build === name && hasResult(test.outcome));
    const isFar = ended.some(({ degree }) => compareDegrees(degree, level.run) >= 0);
    return ended.length > 0 && !isFar ? [name] : [];
  });
}

const inWords: Readonly<Record<Degree, string>> = {
  none: 'nothing',
  emulator: 'an emulator, or on the build machine where that is the target',
  hardware: 'hardware',
};

const plan: Readonly<Record<Degree, string>> = {
  none: 'built only',
  emulator: 'run on an emulator',
  hardware: 'run on hardware',
};
