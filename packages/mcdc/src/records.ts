import type { PerValue } from './expression.js';

/** What was recorded while a decision ran. At least one profile or vector: an empty list of profiles is no measurement. */
export interface DecisionRecords {
  readonly profiles: readonly Profile[];
  /** The test vectors that a tool saw executed as such, for example those of LLVM's MC/DC records. */
  readonly vectors?: readonly TestVector[];
}

/**
 * How often each condition was true and how often false, by the number of the condition: of one process, or summed over
 * several. A profile of fewer evaluations decides more. A count is a whole number; one of `Number.MAX_SAFE_INTEGER` or more is
 * saturated and means "so often at least".
 */
export type Profile = readonly PerValue[];

/** One evaluation of a decision. */
export interface TestVector {
  /** The values by the number of the condition; null for a condition that was not evaluated. */
  readonly conditions: readonly (boolean | null)[];
  /** The outcome of the decision. */
  readonly result: boolean;
}

/** The sum of counts, saturated like its parts. */
export function sumOf(counts: Iterable<number>): number {
  let sum = 0;
  for (const count of counts) sum = Math.min(sum + count, Number.MAX_SAFE_INTEGER);
  return sum;
}

/** Is it only known that it was so often at least? */
export function isSaturated(count: number): boolean {
  return count >= Number.MAX_SAFE_INTEGER;
}
