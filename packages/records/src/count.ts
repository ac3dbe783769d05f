/**
 * The highest count that is kept: 2^53 - 1. Tools count up to 2^63 - 1 (LLVM's export) or 2^64 - 1 (gcov), where a number of
 * JavaScript's is no longer exact; what is higher is kept as this.
 */
export const MAX_COUNT = Number.MAX_SAFE_INTEGER;

/** The sum of two counts, at most {@link MAX_COUNT}. */
export function addCounts(a: number, b: number): number {
  return Math.min(a + b, MAX_COUNT);
}

/** A count as it is kept. */
export function saturated(count: number): number {
  return Math.min(count, MAX_COUNT);
}
