import { CoverageFacts, inPercentOverall, type Metric } from '@assay/coverage';
import type { Statement } from '@assay/evidence';

/** The figures over all members of the evidence of the check coverage, as the outputs of an action; the empty text where there is none. */
export function coverageInPercent({ predicate }: Statement): Record<Metric, string> {
  const facts = CoverageFacts.safeParse(predicate.facts);
  return facts.success ? inPercentOverall(facts.data) : { function: '', statement: '', decision: '', condition: '', mcdc: '' };
}
