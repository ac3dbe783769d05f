import { count } from '@assay/evidence';
import {
  type Answer,
  answerWords,
  clauseStates,
  describeClauses,
  outsideTitle,
  stateWords,
  type Traceability,
  type TracedClause,
} from '../traceability.js';
import { stateSymbol } from '../words.js';
import { scrolling } from './table.js';
import { type Html, html } from './tag.js';

/** Where the rows of the rules stand on the page: by the name of the evidence and the id of the rule. */
export type RuleAnchors = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The answers to a clause that are listed open; more of them stand in details, with their number and what they come to. */
const ANSWERS_OPEN = 3;

/** From each clause to the evidence that answers it: those of the project's standard, what is found besides, then the others. */
export function traceabilityPart({ own, others, outside }: Traceability, standard: string, anchors: RuleAnchors): Html {
  return html`<p>Which rule answers which clause is Assay’s own mapping. None of it was read in a standard itself: each row says how its clause is known. It shows what was looked at; it is no claim that a clause is met.</p>
${own.length === 0 ? html`<p>No rule speaks of a clause of ${standard || 'the project’s standard'}.</p>` : html`<p>${describeClauses(own)}.</p>${clausesTable(`Clauses of ${standard}`, own, anchors)}`}
${outside.length === 0 ? undefined : html`<p>${outsideTitle(standard)}:</p><ul>${outside.map((answer) => answerItem(answer, anchors))}</ul>`}
${others.length === 0 ? undefined : html`<details><summary>Clauses of other standards (${others.length})</summary>${clausesTable('Clauses of other standards', others, anchors)}</details>`}`;
}

function clausesTable(title: string, clauses: readonly TracedClause[], anchors: RuleAnchors): Html {
  return scrolling(
    title,
    html`<table class="clauses"><caption>${title}</caption>
<thead><tr><th scope="col">Clause</th><th scope="col">How it is known</th><th scope="col">State</th><th scope="col">Rules and evidence</th></tr></thead>
<tbody>
${clauses.map((clause) => clauseRow(clause, anchors))}</tbody></table>`,
  );
}

function clauseRow({ standard, clause, confidence, state, answers }: TracedClause, anchors: RuleAnchors): Html {
  const list = html`<ul>${answers.map((answer) => answerItem(answer, anchors))}</ul>`;
  return html`<tr><th scope="row">${standard}, ${clause}</th><td>${confidence}</td><td><span class="state ${state.replace(' ', '-')}">${stateSymbol[state]} ${stateWords[state]}</span></td><td>${
    answers.length <= ANSWERS_OPEN
      ? list
      : html`<details><summary>${describeAnswers(answers)}</summary>${list}</details>`
  }</td></tr>
`;
}

/** `24 rules: 9 not known, 1 with warnings, 14 without findings`. */
function describeAnswers(answers: readonly Answer[]): string {
  const counted = clauseStates.flatMap((state) => {
    const n = answers.filter((each) => each.state === state).length;
    return n === 0 ? [] : [`${n} ${answerWords[state]}`];
  });
  return `${count(answers.length, 'rule')}: ${counted.join(', ')}`;
}

function answerItem({ rule, check, outcome }: Answer, anchors: RuleAnchors): Html {
  const anchor = check === undefined ? undefined : anchors.get(check)?.get(rule.id);
  const name = html`<code>${rule.id}</code>`;
  return html`<li>${anchor === undefined ? name : html`<a href="#${anchor}">${name}</a>`}${
    check === undefined || rule.id.startsWith(`${check}/`) ? undefined : html` in ${check}`
  }: ${outcome}</li>`;
}
