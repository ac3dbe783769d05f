import type { DecisionAnalysis, Vector } from '@assay/mcdc';
import type { DecisionFact } from '../facts.js';

/** A truth table with more rows than this is left out: nobody reads it. */
const TABLE_ROWS = 64;

/** The truth table of a decision with several conditions, as far as it is known. */
export function tableOf(analysis: DecisionAnalysis | undefined, conditions: number): Pick<DecisionFact, 'table'> {
  const vectors = vectorsOf(analysis);
  if (vectors === undefined || conditions < 2 || vectors.length > TABLE_ROWS) return {};
  return {
    table: vectors.map(({ conditions: values, result, executed }) => ({
      values: values.map((value) => (value === null ? '-' : value ? 'T' : 'F')).join(''),
      outcome: result ? 'true' : 'false',
      executed,
    })),
  };
}

/**
 * 1 where an evaluation like this is known to have been executed, otherwise 0: LLVM's own records of MC/DC may come
 * without counts. `undefined` where nothing is known.
 */
export function timesSeen(
  analysis: DecisionAnalysis | undefined,
  isLike: (vector: Vector) => boolean,
): 0 | 1 | undefined {
  const vectors = vectorsOf(analysis);
  if (vectors === undefined) return undefined;
  return vectors.some((vector) => vector.executed === 'yes' && isLike(vector)) ? 1 : 0;
}

function vectorsOf(analysis: DecisionAnalysis | undefined): readonly Vector[] | undefined {
  return analysis === undefined || analysis.vectors === 'too large' ? undefined : analysis.vectors;
}
