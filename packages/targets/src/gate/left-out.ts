import type { Gap } from '@assay/evidence';
import type { GateRequest } from './request.js';

/**
 * Tests that no build had, because each lacks a feature that they require: Cargo leaves them out without a word. Not asked of those that the policy
 * names, which Cargo refuses then. `built`: the programs of tests of all builds, by name; of none nothing more is told.
 */
export function leftOutTests({ name, key, settings, members }: GateRequest, built: ReadonlySet<string>): Gap[] {
  if (settings.tests !== undefined || built.size === 0) return [];
  return members.flatMap((member) =>
    member.targets
      .filter(({ kind, requiredFeatures }) => kind.includes('test') && requiredFeatures.length > 0)
      .filter(({ name: test }) => !built.has(crateName(test)))
      .map(({ name: test, requiredFeatures }) => ({
        what: `the test ${test} of ${member.name} on ${name}`,
        why: `no build has the features that it requires: ${requiredFeatures.join(', ')}`,
        remedy: `name them in a build of builds, or name in tests of [targets.${JSON.stringify(key)}] those that are to run`,
      })),
  );
}

/** What files are called that are made of a target. */
export function crateName(target: string): string {
  return target.replaceAll('-', '_');
}
