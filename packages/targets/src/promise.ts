import { Library } from '@assay/readiness';
import type { PromiseFact } from './facts.js';

/** Does the member reach more than it promised? What is not known is no breach, and a gap instead. */
export function isBroken({ promised, reaches }: Pick<PromiseFact, 'promised' | 'reaches'>): boolean {
  if (reaches === null) return false;
  // From most to least: std, alloc, core.
  const amount = (library: Library) => -Library.options.indexOf(library);
  return amount(reaches) > amount(promised === 'alloc' ? 'alloc' : 'core');
}
