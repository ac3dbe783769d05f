import { CoverageFacts, inPercentOverall, type Metric } from '@assay/coverage';
import type { Statement } from '@assay/evidence';

/**
 * The figures over all members of the evidence of the check coverage, as the outputs of an action; each the empty text where there is
 * nothing to count. `undefined` where a run or a report left no records: what is not in them would look missed.
 */
export function coverageInPercent({ predicate }: Statement): Record<Metric, string> | undefined {
  const facts = CoverageFacts.safeParse(predicate.facts);
  return facts.success && facts.data.complete ? inPercentOverall(facts.data) : undefined;
}
