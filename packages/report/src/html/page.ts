import { createHash } from 'node:crypto';
import type { Exhibit } from '@assay/check';
import { changesTitle } from '../changes.js';
import { statedDeviations } from '../deviations.js';
import { exhibitsIn, releasesIn } from '../exhibits.js';
import {
  boardsIn,
  overallVerdict,
  type Report,
  type Section,
  sections,
  sheetIn,
  sourcesIn,
  totals,
} from '../report.js';
import { trace } from '../traceability.js';
import { deviationsTitle, identify, overallReason, overallSilence } from '../words.js';
import { Anchors } from './anchors.js';
import { changesPart } from './changes.js';
import { checkSection } from './check.js';
import { type Chapter, chapterPart, contentsPart, mainId, skipLink } from './contents.js';
import { deviationsPart } from './deviations.js';
import { exhibitPart } from './exhibit.js';
import { findingsPart, type OnPage } from './findings.js';
import { type Anchored, examinedPart, gapsPart } from './overview.js';
import { Places } from './places.js';
import { agesPart } from './plots/ages.js';
import { sheetPart } from './sheet.js';
import { anchorSources } from './sources/anchored-source.js';
import { style } from './style.js';
import { tablePart } from './table.js';
import { type Html, html, ownText } from './tag.js';
import { traceabilityPart } from './traceability.js';
import { verdictMark } from './verdict.js';

/**
 * The report as one static HTML file: no script, nothing loaded, no clock, the same bytes for the same report. Its order is
 * the verdict; what was examined, what changed, with what; gaps; findings; deviations; results by member and target; ages; clauses; then
 * each check in depth; then the pages to sign.
 * Every finding's row has the finding's key as its id.
 */
export function renderHtml(report: Report): string {
  const anchors = new Anchors();
  const all = sections(report).map((section) => anchored(section, report, anchors));
  const places = new Places(all.flatMap(({ sources }) => sources));
  const onPage = { anchors, places };
  const { project } = identify(report);
  const chapters = chaptersOf(report, all, onPage);
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
${skipLink()}
${heading(report)}
${contentsPart([...chapters, ...toSign(all)])}
<main id="${mainId}">
${chapters.map(chapterPart)}
${all.map((section) => (section.sheet === undefined ? undefined : sheetPart(section.sheet, section, report)))}
</main>
</body>
</html>
`;
  return page.toString();
}

/** The first of the pages to sign, for the list of contents: each follows the other. None where there is none. */
function toSign(all: readonly Anchored[]): Pick<Chapter, 'id' | 'title'>[] {
  const sheets = all.flatMap(({ sheet }) => sheet ?? []);
  return sheets.slice(0, 1).map(({ anchor }) => ({ id: anchor, title: `Pages to sign (${sheets.length})` }));
}

/** The parts of the page in the order in which they are read. The step summary keeps the same. */
function chaptersOf(report: Report, all: readonly Anchored[], onPage: OnPage): Chapter[] {
  const { errors, warnings, deviated, gaps } = totals(all);
  const { standard } = identify(report);
  const releases = releasesIn(report);
  const ruleAnchors = new Map(all.map((section) => [section.check, section.ruleAnchors]));
  const titled = (title: string, content: Html, id = title.toLowerCase().replaceAll(' ', '-')): Chapter => ({
    id: onPage.anchors.take(id),
    title,
    content,
  });
  const exhibits = (kind: Exhibit['kind']) =>
    exhibitsIn(report, kind).map((exhibit) => titled(exhibit.title, exhibitPart(exhibit)));
  return [
    titled('What was examined', examinedPart(all, overallSilence(report)), 'examined'),
    ...(report.comparison === undefined
      ? []
      : [titled(changesTitle(report.comparison), changesPart(report.comparison), 'changes')]),
    ...exhibits('identity'),
    titled(`Gaps (${gaps})`, gapsPart(all, onPage.places), 'gaps'),
    titled(`Findings (${errors + warnings})`, findingsPart(all, onPage), 'findings'),
    titled(deviationsTitle(statedDeviations(report), deviated), deviationsPart(report, all, onPage), 'deviations'),
    ...exhibits('result'),
    ...boardsIn(report).map((board) => titled(board.title, tablePart({ ...board, isHeading: true }))),
    ...(releases.length === 0 ? [] : [titled('Age of the baseline', agesPart(releases))]),
    titled('Traceability', traceabilityPart(trace(report), standard, ruleAnchors)),
    titled('Checks', html`${all.map(checkSection)}`),
  ];
}

function anchored(section: Section, report: Report, anchors: Anchors): Anchored {
  const anchor = anchors.take(`check-${section.check}`);
  const content = sheetIn(report, section);
  const sources = anchorSources(sourcesIn(report, section), report.texts, anchors);
  const sheet = content === undefined ? undefined : { content, anchor: anchors.take(`sheet-${section.check}`) };
  const sourcesAnchor = anchors.take(`sources-${section.check}`);
  const ruleAnchors = new Map(section.predicate.rules.map(({ id }) => [id, anchors.take(`rule-${id}`)]));
  return { ...section, anchor, sources, sourcesAnchor, sheet, ruleAnchors };
}

/** Nothing may be loaded or run; the one style sheet is allowed by its digest. */
function policy(): string {
  const digest = createHash('sha256').update(style).digest('base64');
  return `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
}

function heading(report: Report): Html {
  const { project, standard, level, commit, asOf, assay, run } = identify(report);
  const verdict = overallVerdict(report);
  const entry = (term: string, value: string, wide = '') =>
    html`<div class="${wide}"><dt>${term}</dt><dd>${value || 'not known'}</dd></div>`;
  return html`<header>
<p class="kicker">Assay: qualification report</p>
<h1>${project || 'No evidence'}</h1>
<div class="banner ${verdict}">${verdictMark(verdict)}<p>${overallReason(report)}</p></div>
<dl>
${entry('Standard', standard)}
${entry('As of', asOf)}
${entry('Assay version', assay)}
${entry('Integrity level', level, level.includes(' · ') ? 'wide' : '')}
${entry('Subject', commit, 'wide')}
${run === '' ? undefined : entry('Run', run, 'wide')}
</dl>
</header>`;
}
