import type { DecisionAnalysis, PerValue } from '@assay/mcdc';
import type { Outcome } from './states.js';

/**
 * The values of conditions as one record has them, in the order of the conditions; `undefined` for those that it lacks.
 */
export type Values = readonly (PerValue | undefined)[];

/** What all records together show of a decision. */
export interface Recorded {
  values: readonly Values[];
  /** Of the records that know every condition; `undefined` where there is none. */
  analysis: DecisionAnalysis | undefined;
  /** What became of it where no record shows it. */
  absent: () => Outcome;
}
