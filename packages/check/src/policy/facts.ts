import { covers, Deviation, DeviationRequest, type Finding, Subject } from '@assay/evidence';
import type { Policy } from '@assay/policy';
import * as z from 'zod';
import type { Collected } from '../check.js';
import { isNameOfPart } from '../parts.js';

/** What a deviation, or the request for one, speaks of. */
const matched = {
  examined: z.boolean().describe('whether the check that owns the rule had facts to judge'),
  matches: z.array(z.strictObject({ key: z.string(), subject: Subject })).describe('the findings that it covers'),
};

/** A deviation and what became of it. */
const DeviationUse = z.strictObject({ deviation: Deviation, ...matched });

/** A deviation that nobody has approved yet, and what it would cover. */
const RequestUse = z.strictObject({ request: DeviationRequest, ...matched });

/** What the built-in check `policy` judges: each deviation beside the findings of all other checks that it speaks of. */
export const PolicyFacts = z.strictObject({
  asOf: z.iso.date(),
  deviations: z.array(DeviationUse),
  requests: z.array(RequestUse),
});
export type PolicyFacts = z.infer<typeof PolicyFacts>;
export type DeviationUse = z.infer<typeof DeviationUse>;
export type RequestUse = z.infer<typeof RequestUse>;

/** What one check concluded, as far as deviations are concerned. */
export interface Concluded {
  check: string;
  /** Whether the rules ran. A check without facts says nothing about what a deviation would have matched. */
  examined: boolean;
  findings: readonly Finding[];
}

/**
 * Joins the policy's deviations, and the requests for some, with the findings of all other checks. Pure. Examined are all of these and the
 * policy itself: a policy without deviations is in order.
 */
export function policyCollected(
  policy: Pick<Policy, 'deviations' | 'requests'>,
  concluded: readonly Concluded[],
  asOf: string,
): Collected<PolicyFacts> {
  const deviations = policy.deviations.map((deviation) => ({ deviation, ...matchesOf(deviation, concluded) }));
  const requests = policy.requests.map((request) => ({ request, ...matchesOf(request, concluded) }));
  return { facts: { asOf, deviations, requests }, examined: deviations.length + requests.length + 1, gaps: [] };
}

/**
 * What the check that owns the rule found, all its parts together: a subject that several parts find wrong in the same way is one match. Not
 * examined where any of them has no facts: what it would have matched is not known.
 */
function matchesOf(deviation: Pick<Deviation, 'rule' | 'scope'>, concluded: readonly Concluded[]) {
  const [owner = ''] = deviation.rule.split('/');
  const own = concluded.filter(({ check }) => check === owner || isNameOfPart(owner, check));
  const covered = own.flatMap(({ findings }) => findings).filter((finding) => covers(deviation, finding));
  const matches = new Map(covered.map(({ key, subject }) => [key, { key, subject }]));
  return { examined: own.length > 0 && own.every(({ examined }) => examined), matches: [...matches.values()] };
}
