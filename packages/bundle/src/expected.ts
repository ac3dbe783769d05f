import { askedChecks, type Check, inParts, isAlwaysAsked, notAskedChecks } from '@assay/check';
import { POLICY } from './entry.js';
import type { ReadPolicy } from './policy-entry.js';
import { attempt, type Problem } from './problem.js';

/** Which of the checks that this Assay knows must have left evidence. */
export interface Expected {
  /** Those that the bundled policy asks for, in parts. */
  asked: readonly Check[];
  /** Those that it does not ask for: their evidence has no place in the bundle. */
  notAsked: readonly Check[];
  /** Why that could not be worked out. What every policy asks for is expected then, and of the others nothing is known. */
  problems: Problem[];
}

/** Works out again, from the policy in the bundle, whose evidence it must hold. */
export function expectedChecks(policy: ReadPolicy, checks: readonly Check[]): Expected {
  const always = checks.filter(isAlwaysAsked);
  if (!('value' in policy)) return { asked: always, notAsked: [], problems: policy.problems };
  const worked = attempt(POLICY, 'does not say which checks it asks for', () => ({
    asked: inParts(askedChecks(checks, policy.value), policy.value),
    notAsked: notAskedChecks(checks, policy.value),
  }));
  if ('problems' in worked) return { asked: always, notAsked: [], problems: worked.problems };
  return { ...worked.value, problems: [] };
}
