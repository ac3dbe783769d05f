import type { MarkKind } from '@assay/check';
import type { State } from '../facts.js';

/** Does a justification that holds speak of this line of the file? */
export type IsPermitted = (line: number) => boolean;

/** The mark of one obligation. */
export function kindOf(state: State, isPermitted: boolean): MarkKind {
  if (state === 'covered') return 'reached';
  if (isPermitted) return 'justified';
  return state === 'missed' ? 'missed' : 'unknown';
}

/**
 * The mark of several together. What is permitted takes nothing from what was reached, and no missing thing is hidden
 * by it.
 */
export function together(kinds: Iterable<MarkKind>): MarkKind {
  const all = new Set(kinds);
  const lacks = all.has('missed') || all.has('unknown');
  if (all.has('partly') || (all.has('reached') && lacks)) return 'partly';
  const [only] = (['missed', 'unknown', 'justified', 'reached'] as const).filter((kind) => all.has(kind));
  return only ?? 'unknown';
}
