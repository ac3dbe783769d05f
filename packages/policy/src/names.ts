import { byPlace, didYouMean, type Mistake, type Place, refuse } from '@assay/evidence';
import type { Policy } from './policy.js';

/** The packages that a lock file holds, by name. */
export interface LockedNames {
  all: Iterable<string>;
  /** Those without a source: members of the workspace, and path dependencies. */
  local: Iterable<string>;
}

/**
 * Checks that every package that the policy names is there: in the scope of a deviation any locked package, in `[levels]` and
 * `[baseline.crates]` one that can be a member. Throws UserError: a misspelt member would silently keep the project's level.
 */
export function checkNames(policy: Policy, { all, local }: LockedNames): void {
  const locked = new Set(all);
  const members = new Set(local);
  const stated = [...policy.levels, ...policy.baseline.crates].filter(([name]) => !members.has(name));
  const scoped = inOrderOfPlace(policy).flatMap(({ scope }, index) => {
    const name = scope.package;
    if (name === undefined || locked.has(name)) return [];
    return [unknownPackage(name, policy.placeOf(['deviation', index, 'scope', 'package']), locked)];
  });
  refuse([
    ...stated.map(([name, { at }]) => (locked.has(name) ? notAMember(name, at) : unknownPackage(name, at, members))),
    ...scoped,
  ]);
}

/** Deviations and requests as they stand in the policy, one after the other. */
function inOrderOfPlace({ deviations, requests }: Policy) {
  return [...deviations, ...requests].sort((a, b) => byPlace(a.at, b.at));
}

function notAMember(name: string, at: Place): Mistake {
  return {
    at,
    message: `${JSON.stringify(name)} is a dependency, not a member of the workspace`,
    remedy: 'name members here: a dependency is held to the level and the baseline of the members that use it',
  };
}

function unknownPackage(name: string, at: Place, known: ReadonlySet<string>): Mistake {
  return {
    at,
    message: `no package ${JSON.stringify(name)} is in Cargo.lock${didYouMean(name, known)}`,
    remedy: 'correct the name, or remove what was said about it; is this the policy of another workspace?',
  };
}
