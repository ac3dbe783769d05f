import type { TargetFacts, TestFact } from './facts.js';
import { Degree } from './settings.js';

/** Negative when `a` goes less far than `b`. */
export function compareDegrees(a: Degree, b: Degree): number {
  return Degree.options.indexOf(a) - Degree.options.indexOf(b);
}

/** What was done with the target: three degrees that are never mixed up, and none. */
export type Reached = 'not built' | 'built' | 'emulator' | 'hardware';

/**
 * The degree that every build reached: `built` when all were built, `emulator` or `hardware` when at least one test of each ran there. Whether
 * the tests passed is another question.
 */
export function degreeReached({ builds, tests }: TargetFacts): Reached {
  if (builds.length === 0 || builds.some(({ outcome }) => outcome !== 'built')) return 'not built';
  const reached = (degree: 'emulator' | 'hardware') =>
    builds.every(({ name }) =>
      tests.some((test) => test.build === name && ran(test) && compareDegrees(test.degree, degree) >= 0),
    );
  return reached('hardware') ? 'hardware' : reached('emulator') ? 'emulator' : 'built';
}

/** Did it come to an end, with at least one test that ran? */
export function ran({ outcome, passed, failed }: TestFact): boolean {
  return hasResult(outcome) && passed + failed > 0;
}

/** Does the outcome say anything of the tests? */
export function hasResult(outcome: TestFact['outcome']): boolean {
  return outcome === 'passed' || outcome === 'failed';
}

/** `built`, `tests ran on an emulator (qemu-aarch64 version 7.2.22, user mode)`. */
export function reachedInWords(facts: TargetFacts): string {
  const reached = degreeReached(facts);
  if (reached === 'not built' || reached === 'built') return reached;
  const places = facts.tests.filter(({ degree }) => degree === reached).map((test) => placeOfRun(facts, test));
  return `tests ran on ${[...new Set(places)].join(', ')}`;
}

/** What {@link TestFact.ranOn} begins with where no emulator stood between the tests and the machine that built them. */
export const BUILD_MACHINE = 'the build machine';

/** Where tests ran: `hardware (board rev 3)`, `an emulator (qemu-aarch64 version 7.2.22)`, `the build machine`. */
export function placeOfRun(
  facts: Pick<TargetFacts, 'target' | 'compiler'>,
  { degree, ranOn }: Pick<TestFact, 'degree' | 'ranOn'>,
): string {
  if (ranOn === null) return degreeInWords(facts, degree);
  if (degree === 'hardware') return `hardware (${ranOn})`;
  return ranOn.startsWith(BUILD_MACHINE) ? ranOn : `an emulator (${ranOn})`;
}

/** Where tests are to run. An emulator may stand on the machine whose target it is, too. */
export function degreeInWords(
  { target, compiler }: Pick<TargetFacts, 'target' | 'compiler'>,
  degree: 'emulator' | 'hardware',
): string {
  if (degree === 'hardware') return 'hardware';
  return target === compiler.host ? `${BUILD_MACHINE} or an emulator` : 'an emulator';
}
