import { byCodeUnit, count, type Finding } from '@assay/evidence';
import {
  describeExpiry,
  describeUse,
  type StatedDeviation,
  type StatedDeviations,
  statedDeviations,
} from '../deviations.js';
import type { Report, Section } from '../report.js';
import { bearingSymbol } from '../words.js';
import { type OnPage, reasons, subjectCell } from './findings.js';
import { countsPart } from './plots/counts.js';
import { scrolling } from './table.js';
import { type Html, html } from './tag.js';

/** Every deviation that the policy states, with its life; what is only requested; then the findings that are permitted. */
export function deviationsPart(report: Report, all: readonly Section[], onPage: OnPage): Html {
  const deviated = all
    .flatMap(({ groups }) => groups.filter(({ bearing }) => bearing === 'deviated'))
    .flatMap(({ findings }) => findings);
  const stated = statedDeviations(report);
  return html`${stated === undefined ? undefined : statedPart(stated)}
${overTime(report, stated)}
${deviated.length === 0 ? html`<p>No finding is deviated.</p>` : deviatedTable(deviated, onPage)}`;
}

function statedPart({ deviations, requests }: StatedDeviations): Html {
  return html`${
    deviations.length === 0
      ? html`<p>The policy states none.</p>`
      : statedTable(
          `${count(deviations.length, 'deviation')} that the policy states, by the evidence’s own date`,
          deviations,
        )
  }
${
  requests.length === 0
    ? undefined
    : statedTable(
        `${count(requests.length, 'deviation')} that ${requests.length === 1 ? 'is' : 'are'} requested and not approved: nothing is permitted by it`,
        requests,
      )
}`;
}

function statedTable(title: string, deviations: readonly StatedDeviation[]): Html {
  return scrolling(
    title,
    html`<table class="stated"><caption>${title}</caption>
<thead><tr><th scope="col">Deviation</th><th scope="col">Permits</th><th scope="col">Owner</th><th scope="col">Holds</th><th scope="col">Use</th><th scope="col">Rationale</th></tr></thead>
<tbody>
${deviations.map(statedRow)}</tbody></table>`,
  );
}

function statedRow(deviation: StatedDeviation): Html {
  const { id, rule, scope, disposition, rationale, requestedBy, approvedBy, state } = deviation;
  const owner = [
    approvedBy === undefined ? 'not approved' : `approved by ${approvedBy}`,
    ...(requestedBy === undefined ? [] : [`requested by ${requestedBy}`]),
  ].join('; ');
  const holds = describeExpiry(deviation);
  return html`<tr><th scope="row">${id}</th><td><code>${rule}</code> of ${scope}${disposition === undefined ? undefined : html`; disposition: ${disposition}`}</td><td>${owner}</td><td>${state === 'expired' ? html`<strong class="lapsed">✗ ${holds}</strong>` : holds}</td><td>${describeUse(deviation)}</td><td class="pre">${rationale}</td></tr>
`;
}

/** How many deviations each bundle states, the earlier ones first. Nothing without earlier ones. */
function overTime({ earlier = [], statements }: Report, stated: StatedDeviations | undefined): Html | undefined {
  if (earlier.length === 0) return undefined;
  const asOf = statements[0]?.predicate.asOf;
  const here = stated?.deviations.length;
  return countsPart('Deviations over time: how many the policy states in each bundle', [
    ...[...earlier]
      .sort((a, b) => byCodeUnit(a.asOf, b.asOf))
      .map(({ name, asOf: day, deviations }) => ({
        label: `${day}, ${name}`,
        count: deviations,
        words: count(deviations, 'deviation'),
      })),
    ...(here === undefined ? [] : [{ label: `${asOf}, this one`, count: here, words: count(here, 'deviation') }]),
  ]);
}

function deviatedTable(deviated: readonly Finding[], onPage: OnPage): Html {
  return html`<table class="findings deviated"><caption>${count(deviated.length, 'finding')} that a recorded and approved deviation permits: it does not count against the verdict</caption>
<thead><tr><th scope="col">Subject and place</th><th scope="col">What is permitted, by whom, until when</th></tr></thead>
<tbody>
${deviated.map((finding) => deviatedRow(finding, onPage))}
</tbody></table>`;
}

function deviatedRow(finding: Finding, { anchors, places }: OnPage): Html {
  const { rule, message, because, deviation } = finding;
  const id = anchors.take(finding.key);
  return html`<tr id="${id}">${subjectCell(finding, id, places)}<td><p><span class="tag">${bearingSymbol.deviated} ${deviation?.id}</span> permits <code>${rule}</code>: <span class="pre">${message}</span></p>
<p>${deviation?.disposition === undefined ? undefined : html`Disposition: <strong>${deviation.disposition}</strong>. `}Approved by <strong>${deviation?.approvedBy}</strong>, until <strong>${deviation?.expires}</strong>.</p><p class="pre">${deviation?.rationale}</p>${reasons(because, places)}</td></tr>
`;
}
