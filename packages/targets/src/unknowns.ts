/*
 * What may not be known of a target, in words that who collects and who judges the facts have in common: a gap that both meet is told once.
 */

/** The tests of a build. */
export function testsOn(target: string, build: string): string {
  return `the tests on ${target} (${build})`;
}

/** A build. */
export function buildOf(target: string, build: string): string {
  return `the build for ${target} (${build})`;
}

/** What is built, and why. */
export function closureFor(target: string): string {
  return `which packages are built for ${target}, and what each needs of the standard library`;
}
