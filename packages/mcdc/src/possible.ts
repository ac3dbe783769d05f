import { mayBe } from './bounds.js';
import type { Stage } from './diagram.js';
import type { Flow } from './flow.js';

/** A set of independence pairs: those of one way to a condition, with all that may follow each of its values. */
export interface PairStages {
  /** The way to the condition, step by step. */
  readonly way: readonly Stage[];
  readonly whenTrue: readonly Stage[];
  readonly whenFalse: readonly Stage[];
}

/**
 * May some pair of the set have been executed? Its two evaluations are of two profiles, or of one in which the steps that both
 * take were taken twice. Exact with exact counts: what is left of the counts without those two evaluations is a flow again.
 */
export function isPairPossible(flows: readonly Flow[], { way, whenTrue, whenFalse }: PairStages): boolean {
  const came = flows.filter((flow) => mayBe(flow, way));
  const wereTrue = came.filter((flow) => mayBe(flow, whenTrue));
  const wereFalse = came.filter((flow) => mayBe(flow, whenFalse));
  if (wereTrue.length === 0 || wereFalse.length === 0) return false;
  const [only, other] = new Set([...wereTrue, ...wereFalse]);
  return only !== undefined && (other !== undefined || mayBe(only, way, 2));
}
