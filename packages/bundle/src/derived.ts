import type { Statement } from '@assay/evidence';
import { decode } from './json.js';
import { attempt, firstDifference } from './problem.js';
import { isSameAssay, type VerificationTerms } from './terms.js';
import type { Found } from './verification.js';

/**
 * Compares an entry that follows from the evidence with what this Assay makes of it: `noun` is what the entry is. Another version's words
 * differ, so that what it wrote cannot be compared.
 */
export function compareDerived(
  { entry, noun, write }: { entry: string; noun: string; write(): string },
  entries: ReadonlyMap<string, Uint8Array>,
  statements: readonly Statement[],
  terms: VerificationTerms,
): Omit<Found, 'doubts'> {
  const content = entries.get(entry);
  // An absent entry has been named already.
  if (content === undefined) return { problems: [], notes: [] };
  if (!isSameAssay(statements, terms)) {
    const note = `${entry} was written by another version of Assay and was not compared with the evidence`;
    return { problems: [], notes: [note], uncompared: [entry] };
  }
  const written = attempt(entry, 'cannot be written again from the evidence', write);
  if ('problems' in written) return { problems: written.problems, notes: [] };
  const line = firstDifference(written.value, decode(content) ?? '');
  if (line === undefined) return { problems: [], notes: [] };
  return { problems: [{ where: entry, what: `is not the ${noun} of this evidence: line ${line} differs` }], notes: [] };
}
