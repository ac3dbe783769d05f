import { type Because, describeSubject, type Finding } from '@assay/evidence';
import { FULL_PER_RULE, type RuleGroup, split, totals } from '../report.js';
import { bearingSymbol, countBearing } from '../words.js';
import type { Anchors } from './anchors.js';
import type { Anchored } from './overview.js';
import type { Places } from './places.js';
import { type Html, html } from './tag.js';

/** What gives ids to what is shown, and links to what is shown elsewhere on the page. */
export interface OnPage {
  anchors: Anchors;
  places: Places;
}

/** The findings that bear on the verdict, and the warnings, by check and rule. */
export function findingsPart(all: readonly Anchored[], onPage: OnPage): Html {
  const { errors, warnings } = totals(all);
  return html`${errors + warnings === 0 ? html`<p>None.</p>` : html`<p>${countBearing(errors, 'error')}, ${countBearing(warnings, 'warning')}. Errors fail the verdict, warnings do not.</p>`}
${all.map((section) => standing(section, onPage))}`;
}

function standing(section: Anchored, onPage: OnPage): Html | undefined {
  const groups = section.groups.filter(({ bearing }) => bearing !== 'deviated');
  if (groups.length === 0) return undefined;
  return html`<section><h3><a href="#${section.anchor}">${section.check}</a></h3>
${groups.map((group) => groupPart(group, onPage))}</section>
`;
}

function groupPart(group: RuleGroup, onPage: OnPage): Html {
  const { rule, bearing, findings } = group;
  const { first, rest } = split(findings, FULL_PER_RULE);
  const caption = `${rule.id}: ${countBearing(findings.length, bearing)}`;
  return html`<div class="group ${bearing}"><h4><span class="tag">${bearingSymbol[bearing]} ${bearing}</span> ${rule.title} <code class="quiet">${rule.id}</code></h4>
${findingsTable(first, rest.length === 0 ? caption : `${caption}, the first ${first.length}`, onPage)}
${rest.length === 0 ? undefined : html`<details><summary>and ${rest.length} more</summary>${findingsTable(rest, `${caption}, the other ${rest.length}`, onPage)}</details>`}</div>
`;
}

function findingsTable(findings: readonly Finding[], caption: string, onPage: OnPage): Html {
  return html`<table class="findings"><caption>${caption}</caption>
<thead><tr><th scope="col">Subject and place</th><th scope="col">What is wrong</th></tr></thead>
<tbody>
${findings.map((finding) => findingRow(finding, onPage))}
</tbody></table>`;
}

function findingRow(finding: Finding, { anchors, places }: OnPage): Html {
  const { message, because, remedy } = finding;
  const id = anchors.take(finding.key);
  return html`<tr id="${id}">${subjectCell(finding, id, places)}<td><p class="pre">${places.linked(message)}</p>${reasons(because, places)}<p class="pre remedy">${places.linked(remedy)}</p></td></tr>
`;
}

/** Who it is about, with its link and its place. */
export function subjectCell({ subject, at, key }: Finding, id: string, places: Places): Html {
  return html`<th scope="row">${describeSubject(subject)} <a class="anchor" href="#${id}" title="${key}" aria-label="Link to this finding">#</a><code class="place">${places.link(at)}</code></th>`;
}

/** Who says so, and where. */
export function reasons(because: readonly Because[], places: Places): Html | undefined {
  if (because.length === 0) return undefined;
  return html`<ul class="because">${because.map(
    ({ at, note }) =>
      html`<li>because ${at === undefined ? undefined : html`<code>${places.link(at)}</code> `}${note}</li>`,
  )}</ul>`;
}
