import type { Place } from '@assay/evidence';
import { didYouMean } from './nearest.js';
import type { Policy } from './policy.js';
import { type Problem, refuse } from './problem.js';

/**
 * Checks that every package that the policy names is one of these: in `[levels]`, in `[baseline.crates]`, in the scope of a
 * deviation. Throws UserError: a misspelt member would silently keep the project's level.
 */
export function checkNames(policy: Policy, packages: Iterable<string>): void {
  const known = new Set(packages);
  const named: [name: string, at: Place][] = [
    ...[...policy.levels].map(([name, { at }]): [string, Place] => [name, at]),
    ...[...policy.baseline.crates].map(([name, { at }]): [string, Place] => [name, at]),
    ...policy.deviations.flatMap(({ scope }, index): [string, Place][] =>
      scope.package === undefined ? [] : [[scope.package, policy.placeOf(['deviation', index, 'scope', 'package'])]],
    ),
  ];
  refuse(named.filter(([name]) => !known.has(name)).map(([name, at]) => unknownPackage(name, at, known)));
}

function unknownPackage(name: string, at: Place, known: ReadonlySet<string>): Problem {
  return {
    at,
    message: `no package ${JSON.stringify(name)} is in Cargo.lock${didYouMean(name, known)}`,
    remedy: 'correct the name, or remove what was said about it; is this the policy of another workspace?',
  };
}
