import type { Statement } from '@assay/evidence';
import { renderHtml } from '@assay/report';
import { compareDerived } from './derived.js';
import { inputEntry, REPORT } from './entry.js';
import { markedInputs, sourceTexts } from './source-texts.js';
import type { VerificationTerms } from './terms.js';
import type { Found } from './verification.js';

/** The report must be what the evidence gives. */
export function compareReport(
  entries: ReadonlyMap<string, Uint8Array>,
  statements: readonly Statement[],
  notAsked: readonly string[],
  terms: VerificationTerms,
): Omit<Found, 'doubts'> {
  const write = () =>
    renderHtml({ statements, checks: terms.checks, texts: textsIn(entries, statements, terms), notAsked });
  return compareDerived({ entry: REPORT, noun: 'report', write }, entries, statements, terms);
}

/** The texts of the sources that the report shows, out of the bundle's own copies. */
function textsIn(
  entries: ReadonlyMap<string, Uint8Array>,
  statements: readonly Statement[],
  { checks }: VerificationTerms,
): ReadonlyMap<string, string> {
  return sourceTexts(markedInputs(statements, checks), (path) => entries.get(inputEntry(path)));
}
