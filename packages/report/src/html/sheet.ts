import type { Sheet, SheetSection } from '@assay/check';
import { type Report, type Section, totals } from '../report.js';
import { describeTotals, identify } from '../words.js';
import { tablePart } from './table.js';
import { type Html, html } from './tag.js';
import { verdictMark } from './verdict.js';

/** A page to sign, and its id. */
export interface AnchoredSheet {
  content: Sheet;
  anchor: string;
}

/** Who signs, each on a line: those who prepare, review and approve. */
const SIGNATURES = 3;

/** A page of its own in print: it says by itself what it speaks of, and ends with lines to sign on. */
export function sheetPart({ content, anchor }: AnchoredSheet, section: Section, report: Report): Html {
  return html`<section class="sheet" id="${anchor}">
<h2>${content.title}</h2>
${identityPart(section, report)}
${content.sections.map(sectionPart)}
<h3>Signatures</h3>
${signatureTable()}
</section>
`;
}

function identityPart(section: Section, report: Report): Html {
  const { project, standard, level, commit, asOf, assay } = identify(report);
  const { check, predicate } = section;
  return rowsPart([
    ['Project', `${project}: ${standard}, ${level}`],
    ['Subject', `${commit}, as of ${asOf}`],
    [`Check ${check}`, html`${verdictMark(predicate.verdict)} ${describeTotals(totals([section]))}`],
    ...predicate.gaps.map(({ what, why }) => ['Not known', `${what}: ${why}`] as const),
    ['Rules', `Assay ${assay}, SHA-256 ${predicate.assay.rulesSha256}`],
  ]);
}

function sectionPart({ title, note, rows, table }: SheetSection): Html {
  return html`<h3>${title}</h3>
${note === undefined ? undefined : html`<p class="pre">${note}</p>`}
${rows === undefined ? undefined : rowsPart(rows)}
${table === undefined ? undefined : tablePart({ ...table, title })}
`;
}

function rowsPart(rows: readonly (readonly [label: string, value: string | Html])[]): Html {
  return html`<dl>
${rows.map(
  ([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>
`,
)}</dl>`;
}

function signatureTable(): Html {
  const line = html`<tr><td></td><td></td><td></td><td></td></tr>
`;
  return html`<table class="signatures"><caption>To be filled in by hand on the printed page</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Date</th><th scope="col">Signature</th></tr></thead>
<tbody>
${Array.from({ length: SIGNATURES }, () => line)}</tbody></table>`;
}
