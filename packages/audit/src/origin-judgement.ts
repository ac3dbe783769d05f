import type { Problem } from '@assay/bundle';

/** What came of holding a bundle against the place that it was kept in. */
export interface OriginJudgement {
  /** What was compared and is the same, in sentences. */
  compared: readonly string[];
  /** Why the evidence is refused. */
  problems: readonly Problem[];
  /** Why a pass is not believed. */
  doubts: readonly Problem[];
  /** What else a reader should know, among it what was not compared, and why. */
  notes: readonly string[];
}

/** Nothing was compared, and nothing is known. */
export const nothing: OriginJudgement = { compared: [], problems: [], doubts: [], notes: [] };

export function merged(all: readonly OriginJudgement[]): OriginJudgement {
  return {
    compared: all.flatMap(({ compared }) => compared),
    problems: all.flatMap(({ problems }) => problems),
    doubts: all.flatMap(({ doubts }) => doubts),
    notes: all.flatMap(({ notes }) => notes),
  };
}
