import { type Because, count, describeSubject, type Finding, formatPlace } from '@assay/evidence';
import { FULL_PER_RULE, type RuleGroup, type Section, split, totals } from '../report.js';
import { bearingSymbol, countBearing } from '../words.js';
import type { Anchors } from './anchors.js';
import type { Anchored } from './overview.js';
import { type Html, html } from './tag.js';

/** The findings that bear on the verdict, and the warnings, by check and rule. */
export function findingsPart(all: readonly Anchored[], anchors: Anchors): Html {
  const { errors, warnings } = totals(all);
  return html`<h2 id="findings">Findings (${errors + warnings})</h2>
${errors + warnings === 0 ? html`<p>None.</p>` : html`<p>${countBearing(errors, 'error')}, ${countBearing(warnings, 'warning')}. Errors fail the verdict, warnings do not.</p>`}
${all.map((section) => standing(section, anchors))}`;
}

function standing(section: Anchored, anchors: Anchors): Html | undefined {
  const groups = section.groups.filter(({ bearing }) => bearing !== 'deviated');
  if (groups.length === 0) return undefined;
  return html`<section><h3><a href="#${section.anchor}">${section.check}</a></h3>
${groups.map((group) => groupPart(group, anchors))}</section>
`;
}

function groupPart(group: RuleGroup, anchors: Anchors): Html {
  const { rule, bearing, findings } = group;
  const { first, rest } = split(findings, FULL_PER_RULE);
  const caption = `${rule.id}: ${countBearing(findings.length, bearing)}`;
  return html`<div class="group ${bearing}"><h4><span class="tag">${bearingSymbol[bearing]} ${bearing}</span> ${rule.title} <code class="quiet">${rule.id}</code></h4>
${findingsTable(first, rest.length === 0 ? caption : `${caption}, the first ${first.length}`, anchors)}
${rest.length === 0 ? undefined : html`<details><summary>and ${rest.length} more</summary>${findingsTable(rest, `${caption}, the other ${rest.length}`, anchors)}</details>`}</div>
`;
}

function findingsTable(findings: readonly Finding[], caption: string, anchors: Anchors): Html {
  return html`<table class="findings"><caption>${caption}</caption>
<thead><tr><th scope="col">Subject and place</th><th scope="col">What is wrong</th></tr></thead>
<tbody>
${findings.map((finding) => findingRow(finding, anchors.take(finding.key)))}
</tbody></table>`;
}

function findingRow({ key, subject, at, message, because, remedy }: Finding, id: string): Html {
  return html`<tr id="${id}">${subjectCell(subject, at, key, id)}<td><p class="pre">${message}</p>${reasons(because)}<p class="pre remedy">${remedy}</p></td></tr>
`;
}

function subjectCell(subject: Finding['subject'], at: Finding['at'], key: string, id: string): Html {
  return html`<th scope="row">${describeSubject(subject)} <a class="anchor" href="#${id}" title="${key}" aria-label="Link to this finding">#</a><code class="place">${formatPlace(at)}</code></th>`;
}

function reasons(because: readonly Because[]): Html | undefined {
  if (because.length === 0) return undefined;
  return html`<ul class="because">${because.map(
    ({ at, note }) =>
      html`<li>because ${at === undefined ? undefined : html`<code>${formatPlace(at)}</code> `}${note}</li>`,
  )}</ul>`;
}

/** What is permitted, by whom and until when. */
export function deviationsPart(all: readonly Section[], anchors: Anchors): Html {
  const deviated = all
    .flatMap(({ groups }) => groups.filter(({ bearing }) => bearing === 'deviated'))
    .flatMap(({ findings }) => findings);
  return html`<h2 id="deviations">Deviations (${deviated.length})</h2>
${deviated.length === 0 ? html`<p>No finding is deviated.</p>` : deviationsTable(deviated, anchors)}`;
}

function deviationsTable(deviated: readonly Finding[], anchors: Anchors): Html {
  return html`<table class="findings deviated"><caption>${count(deviated.length, 'finding')} that a recorded and approved deviation permits: it does not count against the verdict</caption>
<thead><tr><th scope="col">Subject and place</th><th scope="col">What is permitted, by whom, until when</th></tr></thead>
<tbody>
${deviated.map((finding) => deviationRow(finding, anchors.take(finding.key)))}
</tbody></table>`;
}

function deviationRow({ key, rule, subject, at, message, because, remedy, deviation }: Finding, id: string): Html {
  return html`<tr id="${id}">${subjectCell(subject, at, key, id)}<td><p><span class="tag">${bearingSymbol.deviated} ${deviation?.id}</span> permits <code>${rule}</code>: <span class="pre">${message}</span></p>
<p>${deviation?.disposition === undefined ? undefined : html`Disposition: <strong>${deviation.disposition}</strong>. `}Approved by <strong>${deviation?.approvedBy}</strong>, until <strong>${deviation?.expires}</strong>.</p><p class="pre">${deviation?.rationale}</p>${reasons(because)}<p class="pre remedy">${remedy}</p></td></tr>
`;
}
