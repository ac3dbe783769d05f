import type { Place } from '@assay/evidence';
import type { BuildFact, Failure, TargetFacts } from './facts.js';

/** A package that does not build for the target, with what is said of it, and the builds in which. */
export interface Failing {
  package: NonNullable<Failure['package']> | null;
  failures: [Failure, ...Failure[]];
  builds: [BuildFact, ...BuildFact[]];
}

/**
 * What does not build, package by package, in the order in which it was seen; what no package is named for, build by build. `test` picks
 * the failures. A build that failed without a word is one of them as well: it must not pass for want of a reason.
 */
export function failingOf(facts: TargetFacts, test: (failure: Failure) => boolean): Failing[] {
  const found = new Map<string, Failing>();
  for (const build of facts.builds) {
    for (const failure of failuresOf(build).filter(test)) {
      const key = JSON.stringify(failure.package ?? build.name);
      const known = found.get(key);
      if (known === undefined) {
        found.set(key, { package: failure.package, failures: [failure], builds: [build] });
        continue;
      }
      known.failures.push(failure);
      if (!known.builds.includes(build)) known.builds.push(build);
    }
  }
  return [...found.values()];
}

/** Does it need std, on a target that is known to have none? */
export function needsMissingStd({ record }: TargetFacts, { cause }: Failure): boolean {
  const { value } = record.library;
  return cause === 'needs-std' && value !== null && value !== 'std';
}

/** Is it for want of something on this machine: the target's library, or what links for it? */
export function isOfMachine({ cause }: Failure): boolean {
  return cause === 'library-missing' || cause === 'linker-missing';
}

/** The methods of floating-point numbers among the failures that only std has, each once. */
export function floatsIn(failures: readonly Failure[]): string[] {
  return [...new Set(failures.flatMap(({ floats }) => floats))];
}

/** The first place that a failure names. */
export function placeIn(failures: readonly Failure[]): Place | null {
  return failures.find(({ at }) => at !== null)?.at ?? null;
}

function failuresOf({ outcome, failures, exit }: BuildFact): readonly Failure[] {
  if (outcome !== 'failed' || failures.length > 0) return failures;
  const message = exit === null ? 'it said nothing' : `it said nothing, and ended with ${exit}`;
  return [{ package: null, cause: 'cargo', code: null, message, at: null, floats: [] }];
}
