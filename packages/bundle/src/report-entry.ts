import type { Statement } from '@assay/evidence';
import { renderHtml } from '@assay/report';
import { inputEntry, REPORT } from './entry.js';
import { expectedChecks } from './expected.js';
import { decode } from './json.js';
import type { ReadPolicy } from './policy-entry.js';
import { attempt, firstDifference } from './problem.js';
import { markedInputs, sourceTexts } from './source-texts.js';
import { isSameAssay, type VerificationTerms } from './terms.js';
import type { Found } from './verification.js';

/** The report must be what the evidence gives; another version's words differ, so its report cannot be compared. */
export function compareReport(
  entries: ReadonlyMap<string, Uint8Array>,
  statements: readonly Statement[],
  policy: ReadPolicy,
  terms: VerificationTerms,
): Omit<Found, 'doubts'> {
  const content = entries.get(REPORT);
  // An absent report has been named already.
  if (content === undefined) return { problems: [], notes: [] };
  if (!isSameAssay(statements, terms)) {
    return {
      problems: [],
      notes: [`${REPORT} was written by another version of Assay and was not compared with the evidence`],
    };
  }
  const html = attempt(REPORT, 'cannot be written again from the evidence', () =>
    renderHtml({
      ...{ statements, checks: terms.checks, texts: textsIn(entries, statements, terms) },
      notAsked: expectedChecks(policy, terms.checks).notAsked.map(({ name }) => name),
    }),
  );
  if ('problems' in html) return { problems: html.problems, notes: [] };
  const line = firstDifference(html.value, decode(content) ?? '');
  if (line === undefined) return { problems: [], notes: [] };
  return { problems: [{ where: REPORT, what: `is not the report of this evidence: line ${line} differs` }], notes: [] };
}

/** The texts of the sources that the report shows, out of the bundle's own copies. */
function textsIn(
  entries: ReadonlyMap<string, Uint8Array>,
  statements: readonly Statement[],
  { checks }: VerificationTerms,
): ReadonlyMap<string, string> {
  return sourceTexts(markedInputs(statements, checks), (path) => entries.get(inputEntry(path)));
}
