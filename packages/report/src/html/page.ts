import { createHash } from 'node:crypto';
import { boardsIn, overallVerdict, type Report, type Section, sections, sheetIn, sourcesIn } from '../report.js';
import { identify, overallReason, overallSilence } from '../words.js';
import { Anchors } from './anchors.js';
import { checkSection } from './check.js';
import { deviationsPart, findingsPart } from './findings.js';
import { type Anchored, examinedPart, gapsPart } from './overview.js';
import { Places } from './places.js';
import { sheetPart } from './sheet.js';
import { anchorSources } from './sources/anchored-source.js';
import { style } from './style.js';
import { tablePart } from './table.js';
import { type Html, html, ownText } from './tag.js';
import { verdictMark } from './verdict.js';

/**
 * The report as one static HTML file: no script, nothing loaded, no clock, the same bytes for the same report. Its order is
 * the verdict; what was examined; gaps; findings; deviations; then each check in depth; then the pages to sign.
 * Every finding's row has the finding's key as its id.
 */
export function renderHtml(report: Report): string {
  const anchors = new Anchors();
  const all = sections(report).map((section) => anchored(section, report, anchors));
  const places = new Places(all.flatMap(({ sources }) => sources));
  const onPage = { anchors, places };
  const { project } = identify(report);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${overallVerdict(report)}: ${project || 'no evidence'} – Assay</title>
<style>${ownText(style)}</style>
</head>
<body>
${heading(report)}
<main>
${examinedPart(all, overallSilence(report))}
${boardsIn(report).map(tablePart)}
${gapsPart(all, places)}
${findingsPart(all, onPage)}
${deviationsPart(all, onPage)}
<h2 id="checks">Checks</h2>
${all.map((section) => checkSection(section))}
${all.map((section) => (section.sheet === undefined ? undefined : sheetPart(section.sheet, section, report)))}
</main>
</body>
</html>
`;
  return page.toString();
}

function anchored(section: Section, report: Report, anchors: Anchors): Anchored {
  const anchor = anchors.take(`check-${section.check}`);
  const content = sheetIn(report, section);
  const sources = anchorSources(sourcesIn(report, section), report.texts, anchors);
  const sheet = content === undefined ? undefined : { content, anchor: anchors.take(`sheet-${section.check}`) };
  const sourcesAnchor = anchors.take(`sources-${section.check}`);
  return { ...section, anchor, sources, sourcesAnchor, sheet };
}

/** Nothing may be loaded or run; the one style sheet is allowed by its digest. */
function policy(): string {
  const digest = createHash('sha256').update(style).digest('base64');
  return `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
}

function heading(report: Report): Html {
  const { project, standard, level, commit, asOf, assay } = identify(report);
  const verdict = overallVerdict(report);
  const entry = (term: string, value: string, wide = '') =>
    html`<div class="${wide}"><dt>${term}</dt><dd>${value || 'not known'}</dd></div>`;
  return html`<header>
<p class="kicker">Assay: qualification report</p>
<h1>${project || 'No evidence'}</h1>
<div class="banner ${verdict}">${verdictMark(verdict)}<p>${overallReason(report)}</p></div>
<dl>
${entry('Standard', standard)}
${entry('Integrity level', level)}
${entry('As of', asOf)}
${entry('Assay version', assay)}
${entry('Subject', commit, 'wide')}
</dl>
</header>`;
}
