import { covers, Deviation, type Finding, Subject } from '@assay/evidence';
import type { Policy } from '@assay/policy';
import * as z from 'zod';
import type { Collected } from '../check.js';

/** A deviation and what became of it. */
const DeviationUse = z.strictObject({
  deviation: Deviation,
  examined: z.boolean().describe('whether the check that owns the rule had facts to judge'),
  matches: z.array(z.strictObject({ key: z.string(), subject: Subject })).describe('the findings that it covers'),
});

/** What the built-in check `policy` judges: each deviation beside the findings of all other checks that it speaks of. */
export const PolicyFacts = z.strictObject({ asOf: z.iso.date(), deviations: z.array(DeviationUse) });
export type PolicyFacts = z.infer<typeof PolicyFacts>;
export type DeviationUse = z.infer<typeof DeviationUse>;

/** What one check concluded, as far as deviations are concerned. */
export interface Concluded {
  check: string;
  /** Whether the rules ran. A check without facts says nothing about what a deviation would have matched. */
  examined: boolean;
  findings: readonly Finding[];
}

/**
 * Joins the policy's deviations with the findings of all other checks. Pure. Examined are the deviations and the policy
 * itself: a policy without deviations is in order.
 */
export function policyCollected(
  policy: Pick<Policy, 'deviations'>,
  concluded: readonly Concluded[],
  asOf: string,
): Collected<PolicyFacts> {
  const deviations = policy.deviations.map((deviation) => {
    const owner = concluded.find(({ check }) => deviation.rule.startsWith(`${check}/`));
    const covered = (owner?.findings ?? []).filter((finding) => covers(deviation, finding));
    return {
      deviation,
      examined: owner?.examined ?? false,
      matches: covered.map(({ key, subject }) => ({ key, subject })),
    };
  });
  return { facts: { asOf, deviations }, examined: deviations.length + 1, gaps: [] };
}
