import { count, type Gap } from '@assay/evidence';
import { type Section, totals } from '../report.js';
import type { Places } from './places.js';
import type { AnchoredSheet } from './sheet.js';
import type { AnchoredSource } from './sources/anchored-source.js';
import { scrolling } from './table.js';
import { type Html, html } from './tag.js';
import { verdictMark } from './verdict.js';

/** A section, the id of its part of the page, the sources that it marked, and its page to sign where it has one. */
export interface Anchored extends Section {
  anchor: string;
  sources: readonly AnchoredSource[];
  /** The id of the part with the sources. */
  sourcesAnchor: string;
  sheet: AnchoredSheet | undefined;
  /** The ids of the rows of its rules. */
  ruleAnchors: ReadonlyMap<string, string>;
}

/** What was examined: one row for each check; then what was not asked for. */
export function examinedPart(all: readonly Anchored[], silence: string | undefined): Html {
  return html`${all.length === 0 ? html`<p>Nothing: no check has left evidence.</p>` : examinedTable(all)}
${silence === undefined ? undefined : html`<p>${silence}.</p>`}`;
}

function examinedTable(all: readonly Anchored[]): Html {
  const title = `${count(all.length, 'check')}, each with its verdict and how much it examined`;
  return scrolling(
    title,
    html`<table>
<caption>${title}</caption>
<thead><tr><th scope="col">Check</th><th scope="col">Verdict</th><th scope="col">Examined</th><th scope="col" class="number">Errors</th><th scope="col" class="number">Warnings</th><th scope="col" class="number">Deviated</th><th scope="col" class="number">Gaps</th></tr></thead>
<tbody>
${all.map(examinedRow)}
</tbody></table>`,
  );
}

function examinedRow(section: Anchored): Html {
  const { check, unit, anchor, question, predicate, sources, sourcesAnchor, sheet } = section;
  const { errors, warnings, deviated, gaps } = totals([section]);
  return html`<tr><th scope="row"><a href="#${anchor}">${check}</a><span class="place">${question}</span>${sources.length === 0 ? undefined : html`<a class="place" href="#${sourcesAnchor}">Sources, line by line</a>`}${sheet === undefined ? undefined : html`<a class="place" href="#${sheet.anchor}">Page to sign</a>`}</th><td>${verdictMark(predicate.verdict)}</td><td>${count(predicate.examined, unit)}</td><td class="number">${errors}</td><td class="number">${warnings}</td><td class="number">${deviated}</td><td class="number">${gaps}</td></tr>
`;
}

/** What could not be established. It stands before the findings: without it a reader takes silence for a result. */
export function gapsPart(all: readonly Section[], places: Places): Html {
  const { gaps } = totals(all);
  return html`${gaps === 0 ? html`<p>None: everything that the checks needed to know could be established.</p>` : undefined}
${all.map(({ check, predicate }) => predicate.gaps.map((gap) => gapItem(check, gap, places)))}`;
}

function gapItem(check: string, { what, why, remedy, at }: Gap, places: Places): Html {
  return html`<div class="item gap"><h3><span class="tag">? gap</span> ${check}: ${what}</h3>
${at === undefined ? undefined : html`<p><code>${places.link(at)}</code></p>`}
<p class="pre">${places.linked(why)}</p><p class="pre remedy">${places.linked(remedy)}</p></div>
`;
}
