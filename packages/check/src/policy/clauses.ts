import type { Clause } from '../rule.js';

/** Where the idea of a recorded, approved and limited permission comes from. */
export const deviationRecords: Clause = {
  standard: 'MISRA Compliance:2020',
  clause: 'deviations: each has a record, a rationale and an approval, and covers no more than it says',
  confidence: 'from memory',
};
