import { canonicalJson, count, FactsFile, groupBy, type RuleStatus, sha256 } from '@assay/evidence';
import { countsOf, type Section } from '../report.js';
import { describeDeviation, describeTotals } from '../words.js';
import type { Anchored } from './overview.js';
import { sourcesPart } from './sources/section.js';
import { scrolling } from './table.js';
import { type Html, html } from './tag.js';
import { verdictMark } from './verdict.js';

/** Facts longer than this (UTF-16 units of their JSON) are cut on the page; the evidence has them whole. */
const FACTS_SHOWN = 64 * 1024;

/** One check in depth: its question, the sources that it marked, every rule (clean ones too), facts, inputs and tools. */
export function checkSection(section: Anchored): Html {
  const { check, question, unit, overview, anchor, predicate } = section;
  return html`<section class="check" id="${anchor}">
<h3>${check} ${verdictMark(predicate.verdict)}</h3>
<p>${question}</p>
<dl class="summary"><dt>Examined</dt><dd>${count(predicate.examined, unit)}</dd><dt>Found</dt><dd>${predicate.reason}</dd>${waivedPart(section)}</dl>
${overview.length === 0 ? undefined : html`<ul class="quiet">${overview.map((line) => html`<li>${line}</li>`)}</ul>`}
${sourcesPart(section.sources, section.sourcesAnchor)}
${rulesTable(section)}
${factsPart(section)}
${inputsPart(section)}
${toolsPart(section)}
<p class="quiet">Rules of Assay ${predicate.assay.version}, SHA-256 <code>${predicate.assay.rulesSha256}</code></p>
</section>
`;
}

/** By which deviations findings are permitted, and who approved them. */
function waivedPart({ predicate: { findings } }: Section): Html {
  const waived = groupBy(
    findings.filter(({ deviation }) => deviation !== null),
    describeDeviation,
  );
  if (waived.size === 0) return html`<dt>Waived</dt><dd>nothing</dd>`;
  return html`<dt>Waived</dt><dd>${[...waived].map(
    ([deviation, same]) => html`<p>${count(same.length, 'finding')} by ${deviation}</p>`,
  )}</dd>`;
}

function rulesTable({ check, predicate, rules, ruleAnchors }: Anchored): Html {
  const row = (status: RuleStatus) =>
    html`<tr id="${ruleAnchors.get(status.id)}"><th scope="row"><code>${status.id}</code></th><td>${rules.find(({ id }) => id === status.id)?.title}</td><td>${outcome(status, predicate.findings)}</td></tr>
`;
  const title = `${count(predicate.rules.length, 'rule')} of ${check}`;
  return html`<details><summary>${title}: ${describeRules(predicate)}</summary>${scrolling(
    title,
    html`<table><caption>${title}</caption>
<thead><tr><th scope="col">Rule</th><th scope="col">Looks for</th><th scope="col">Outcome</th></tr></thead>
<tbody>
${predicate.rules.map(row)}
</tbody></table>`,
  )}</details>`;
}

/** `2 with findings, 25 without, 1 not applied`. */
function describeRules({ rules, findings }: Section['predicate']): string {
  const finding = new Set(findings.map(({ rule }) => rule));
  const raised = rules.filter(({ id }) => finding.has(id)).length;
  const off = rules.filter(({ id, applied }) => !applied && !finding.has(id)).length;
  const clean = rules.length - raised - off;
  return [`${raised} with findings`, `${clean} without`, ...(off === 0 ? [] : [`${off} not applied`])].join(', ');
}

function outcome(status: RuleStatus, all: Section['predicate']['findings']): Html {
  const found = all.filter(({ rule }) => rule === status.id);
  if (found.length > 0) return html`${describeTotals({ ...countsOf(found), gaps: 0 })}`;
  return status.applied ? html`applied, no findings` : html`<span class="quiet">not applied: ${status.because}</span>`;
}

/** Small facts whole; large ones cut, and those in a file beside the statement by reference, with the digest of the whole. */
function factsPart({ check, predicate: { facts } }: Section): Html {
  const beside = FactsFile.safeParse(facts);
  if (beside.success) {
    return html`<p>Facts: <code>${beside.data.file}</code>, SHA-256 <code>${beside.data.sha256}</code></p>`;
  }
  const text = canonicalJson(facts);
  const bytes = count(Buffer.byteLength(text), 'byte');
  if (text.length <= FACTS_SHOWN) {
    return html`<details class="facts"><summary>Facts (${bytes} of JSON)</summary>
${preformatted(`Facts of ${check}`, text)}</details>`;
  }
  return html`<p>Facts: ${bytes} of JSON, SHA-256 <code>${sha256(text)}</code>. The evidence file holds them all.</p>
<details class="facts"><summary>The beginning of the facts</summary>
${preformatted(`The beginning of the facts of ${check}`, text.slice(0, FACTS_SHOWN))}</details>`;
}

/** It scrolls, so the keyboard reaches it and a screen reader names it. */
function preformatted(label: string, text: string): Html {
  return html`<pre role="group" tabindex="0" aria-label="${label}">${text}</pre>`;
}

function inputsPart({ predicate: { inputs } }: Section): Html {
  if (inputs.length === 0) return html`<p class="quiet">No file was read.</p>`;
  return html`<details><summary>Inputs (${inputs.length})</summary>
${scrolling(
  'Files that were read',
  html`<table><caption>${count(inputs.length, 'file')} that ${inputs.length === 1 ? 'was' : 'were'} read</caption>
<thead><tr><th scope="col">File</th><th scope="col">SHA-256</th></tr></thead>
<tbody>
${inputs.map(
  ({ path, sha256: digest }) => html`<tr><th scope="row"><code>${path}</code></th><td><code>${digest}</code></td></tr>
`,
)}</tbody></table>`,
)}</details>`;
}

function toolsPart({ predicate: { tools } }: Section): Html {
  if (tools.length === 0) return html`<p class="quiet">No tool was run.</p>`;
  return html`<details><summary>Tools (${tools.length})</summary>
${scrolling(
  'Tools that were run',
  html`<table><caption>${count(tools.length, 'tool')} that ${tools.length === 1 ? 'was' : 'were'} run</caption>
<thead><tr><th scope="col">Tool</th><th scope="col">Version</th><th scope="col">Commit</th><th scope="col">Host</th></tr></thead>
<tbody>
${tools.map(
  ({
    name,
    version,
    commit,
    host,
  }) => html`<tr><th scope="row">${name}</th><td>${version}</td><td><code>${commit}</code></td><td>${host}</td></tr>
`,
)}</tbody></table>`,
)}</details>`;
}
