import { byCodeUnit } from '@assay/evidence';
import type { AtEnd } from './lock/facts.js';

/** What is another than it was, by subject. What stands in one of the two alone was, or is, missing. */
export function changesBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): AtEnd['changes'] {
  const subjects = [...new Set([...before.keys(), ...after.keys()])].sort(byCodeUnit);
  return subjects.flatMap((subject) => {
    const [was, is] = [before.get(subject) ?? 'missing', after.get(subject) ?? 'missing'];
    return was === is ? [] : [{ subject, before: was, after: is }];
  });
}
