import type { LineMark, MarkKind } from '@assay/check';
import type { FileFact } from '../facts.js';
import { obligationsIn } from '../figures.js';
import { type IsPermitted, kindOf, together } from './state.js';

/**
 * A line is what everything that is owed at it came to: a statement that ran is not all, where a condition of it was
 * never false.
 */
export function lineMarks(file: FileFact, isPermitted: IsPermitted): LineMark[] {
  const kinds = new Map<number, Set<MarkKind>>();
  for (const { line, state } of obligationsIn(file)) {
    const here = kinds.get(line) ?? new Set();
    kinds.set(line, here.add(kindOf(state, isPermitted(line))));
  }
  return [...kinds].sort(([a], [b]) => a - b).map(([line, all]) => ({ line, kind: together(all) }));
}
