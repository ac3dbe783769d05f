import type { Statement } from '@assay/evidence';
import { compareDerived } from './derived.js';
import { GUIDE, isAssayEntry } from './entry.js';
import { renderGuide } from './guide.js';
import type { VerificationTerms } from './terms.js';
import type { Found } from './verification.js';

/** The guide must be the one that the evidence gives: another would lead whoever follows it astray. */
export function compareGuide(
  entries: ReadonlyMap<string, Uint8Array>,
  statements: readonly Statement[],
  notAsked: readonly string[],
  terms: VerificationTerms,
): Omit<Found, 'doubts'> {
  const holdsAssay = [...entries.keys()].some(isAssayEntry);
  const write = () => renderGuide({ statements, notAsked, checks: terms.checks, holdsAssay });
  return compareDerived({ entry: GUIDE, noun: 'guide', write }, entries, statements, terms);
}
