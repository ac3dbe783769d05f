/** How much of something was covered. */
export interface Covered {
  lines: number;
  coveredLines: number;
  branches: number;
  coveredBranches: number;
}

/** All parts together. */
export function sumOf(parts: readonly Covered[]): Covered {
  const sum = { lines: 0, coveredLines: 0, branches: 0, coveredBranches: 0 };
  for (const part of parts) {
    sum.lines += part.lines;
    sum.coveredLines += part.coveredLines;
    sum.branches += part.branches;
    sum.coveredBranches += part.coveredBranches;
  }
  return sum;
}

/** The attributes of an element that has parts. Nothing measured its complexity, which must be stated. */
export function ratesOf(covered: Covered): Record<string, string | number> {
  return {
    'line-rate': rate(covered.coveredLines, covered.lines),
    'branch-rate': rate(covered.coveredBranches, covered.branches),
    complexity: 0,
  };
}

/** Four digits, rounded down, so that 1 means all. None of none is 0: it must not look like a success. */
function rate(covered: number, total: number): number {
  return total === 0 ? 0 : Math.floor((10_000 * covered) / total) / 10_000;
}
