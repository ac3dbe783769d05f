import type { Policy } from '@assay/policy';
import type { Check } from './check.js';
import { inParts, settingsOf } from './parts.js';

/**
 * The checks that the policy asks for, in the order given, one with parts as one. What runs, what a bundle must hold and what verification expects is this list,
 * worked out each time from the policy.
 */
export function askedChecks(checks: readonly Check[], policy: Policy): Check[] {
  return checks.filter(
    (check) => check.isAsked?.(policy, settingsOf(policy, check)) ?? inParts([check], policy).length > 0,
  );
}

/** Does every policy ask for this check? */
export function isAlwaysAsked({ isAsked, parts }: Pick<Check, 'isAsked' | 'parts'>): boolean {
  return isAsked === undefined && parts === undefined;
}

/** Those of the checks that it does not ask for. */
export function notAskedChecks(checks: readonly Check[], policy: Policy): Check[] {
  const asked = askedChecks(checks, policy);
  return checks.filter((check) => !asked.includes(check));
}

/** The checks that left no evidence because the policy does not ask for them, by name, so that silence is not taken for a pass. */
export function describeNotAsked(names: readonly string[]): string {
  return `not asked for by the policy: ${names.join(', ')}`;
}
