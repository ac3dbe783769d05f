import { reachedInWords } from './degree.js';
import type { TargetFacts } from './facts.js';
import { tierInWords, tierOf } from './tier.js';
import { lastTestedInWords, libraryOfTarget, NOT_KNOWN } from './words.js';

/** What the table of all targets says of each, beside the answer and its reason. */
export const boardColumns = ['Target', 'Tier', 'Library', 'Tried', 'Owner', 'Last tested'] as const;

/** A target's cells, in the order of {@link boardColumns}. Text throughout: whoever shows it makes it safe. */
export function boardRow(facts: TargetFacts): string[] {
  const tier = tierOf(facts.record);
  return [
    facts.target,
    tier === undefined ? NOT_KNOWN : tierInWords(tier),
    libraryOfTarget(facts),
    reachedInWords(facts),
    facts.asked.owner?.value ?? 'nobody',
    lastTestedInWords(facts),
  ];
}
