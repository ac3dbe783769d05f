import { addCounts } from './count.js';
import type { Span } from './span.js';

/** A condition that code branched on: how often it was true, and how often false. */
export interface Branch extends Span {
  true: number;
  false: number;
}

/** Two runs, or two instances of a generic, together. */
export function combineBranches(a: Branch, b: Branch): Branch {
  return { ...a, true: addCounts(a.true, b.true), false: addCounts(a.false, b.false) };
}
