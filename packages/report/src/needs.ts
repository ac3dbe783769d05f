import {
  type AppliedDeviation,
  canonicalJson,
  count,
  describeSubject,
  deviationState,
  type Finding,
  formatPlace,
  type Gap,
  sha256,
} from '@assay/evidence';
import { describeExpiry, describeUse, type StatedDeviation, statedDeviations } from './deviations.js';
import { bearingOf, obstacles, type Report, type RuleWords, type Section, sections } from './report.js';
import { oneLine, rstText } from './safe.js';
import { type Answer, answersOf, stateWords, type TracedClause, trace } from './traceability.js';
import { describeDeviation, identify } from './words.js';

/** The types of needs that the file holds, as a project declares them in its `needs_types`. */
export const needTypes = {
  clause: 'assay_clause',
  rule: 'assay_rule',
  check: 'assay_check',
  finding: 'assay_finding',
  gap: 'assay_gap',
  deviation: 'assay_deviation',
} as const;
type Kind = keyof typeof needTypes;

/** A need in the form that sphinx-needs imports. Fields beyond those that every project has would have to be declared, so there are none. */
interface Need {
  id: string;
  type: string;
  title: string;
  /** reStructuredText. */
  content: string;
  status: string;
  tags: string[];
  /** Ids of needs of this file. */
  links: string[];
}

/**
 * The report as `needs.json` of sphinx-needs, format version 1: clauses, rules, checks, findings, gaps and deviations, each a need. Rules link
 * to the clauses that they carry, checks to the rules that they applied, findings to their rule, check and deviation. Ids stay the same from
 * one report to the next as long as what they name does. No clock: the same report gives the same bytes.
 */
export function renderNeeds(report: Report): string {
  const all = sections(report);
  const { own, others } = trace(report);
  const clauses = [...own, ...others];
  const needs = [
    ...clauses.map(clauseNeed),
    ...ruleNeeds(report, clauses),
    ...all.map(checkNeed),
    ...deviationNeeds(report, all),
    ...all.flatMap((section) => [
      ...section.predicate.findings.map((finding) => findingNeed(section.check, finding)),
      ...obstacles(section).map((gap, index) => gapNeed(section.check, gap, index)),
    ]),
  ];
  const { project, commit } = identify(report);
  const version = field(commit).replace(/^.* /, '') || 'none';
  // The same finding in two statements is one need.
  const byId = Object.fromEntries(needs.map((need) => [need.id, need]));
  return canonicalJson({
    ...{ format_version: 1, project: field(project), current_version: version },
    versions: { [version]: { needs: byId, needs_amount: Object.keys(byId).length } },
  });
}

/**
 * An id that sphinx-needs takes by default (`[A-Z0-9_]{5,}`): readable where the name is of small letters, digits, `/` and `-`, as rules are; with
 * a digest where something of the name would be lost.
 */
function idOf(kind: Kind, name: string): string {
  const readable = name
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .slice(0, 60);
  const isPlain = /^[a-z0-9/-]{1,60}$/.test(name);
  return `ASSAY_${kind.toUpperCase()}_${readable}${isPlain ? '' : `_${sha256(name).slice(0, 12).toUpperCase()}`}`;
}

function need(
  kind: Kind,
  name: string,
  parts: {
    title: string;
    lines: readonly string[];
    status: string;
    tags?: readonly string[];
    links?: readonly string[];
  },
): Need {
  const { title, lines, status, tags = [], links = [] } = parts;
  return {
    id: idOf(kind, name),
    type: needTypes[kind],
    title: field(title),
    content: lines.map(rstText).join('\n\n'),
    status: field(status),
    tags: tags.map(field),
    links: [...new Set(links)],
  };
}

/** One line. `[[…]]` is a call of a function to sphinx-needs and `<<…>>` a choice between variants: neither is left whole. */
function field(text: string): string {
  return oneLine(text).replace(/\[(?=\[)|<(?=<)/g, '$& ');
}

const clauseName = ({ standard, clause, confidence }: TracedClause) => `${standard}, ${clause} (${confidence})`;

function clauseNeed(clause: TracedClause): Need {
  return need('clause', clauseName(clause), {
    title: `${clause.standard}, ${clause.clause}`,
    lines: [`Known: ${clause.confidence}. Which rule answers it is Assay’s own mapping.`],
    status: stateWords[clause.state],
    tags: [clause.standard],
  });
}

/** Every rule of every check, and those that only findings name. */
function ruleNeeds(report: Report, clauses: readonly TracedClause[]): Need[] {
  const known = report.checks.flatMap((check) =>
    (check.rules as readonly RuleWords[]).map((rule) => ruleNeed(rule, answersOf(report, check, rule), clauses)),
  );
  const named = sections(report).flatMap(({ groups }) => groups.map(({ rule }) => ruleNeed(rule, [], clauses)));
  // What a check says of its rule counts, so it comes last.
  return [...named, ...known];
}

function ruleNeed(rule: RuleWords, answers: readonly Answer[], clauses: readonly TracedClause[]): Need {
  const carried = clauses.filter((clause) => clause.answers.some((answer) => answer.rule.id === rule.id));
  return need('rule', rule.id, {
    title: rule.title,
    lines: [rule.id, rule.why ?? '', ...answers.map(({ check, outcome }) => `${check ?? 'no evidence'}: ${outcome}`)],
    status: answers.some(({ state }) => state !== 'unanswered') ? 'applied' : 'not applied',
    links: carried.map((clause) => idOf('clause', clauseName(clause))),
  });
}

function checkNeed({ check, question, unit, overview, rules, predicate }: Section): Need {
  const current = (id: string) => rules.find((rule) => rule.id === id || rule.aliases?.includes(id))?.id;
  return need('check', check, {
    title: question,
    lines: [`${count(predicate.examined, unit)} examined; ${predicate.reason}`, ...overview],
    status: predicate.verdict,
    tags: [check],
    links: predicate.rules.flatMap(({ id, applied }) => {
      const rule = current(id);
      return applied && rule !== undefined ? [idOf('rule', rule)] : [];
    }),
  });
}

/** Those that the policy states; where no evidence says so, those that findings repeat. */
function deviationNeeds(report: Report, all: readonly Section[]): Need[] {
  const { deviations, requests } = statedDeviations(report) ?? { deviations: [], requests: [] };
  const stated = [...deviations, ...requests];
  const names = new Set(stated.map(({ id }) => id));
  const repeated = all.flatMap(({ predicate: { asOf, findings } }) =>
    findings.flatMap((finding) => {
      const { deviation } = finding;
      return deviation === null || names.has(deviation.id) ? [] : [repeatedNeed(finding, deviation, asOf)];
    }),
  );
  return [...stated.map(statedNeed), ...repeated];
}

function statedNeed(deviation: StatedDeviation): Need {
  const { id, rule, scope, rationale, approvedBy, requestedBy, state, at } = deviation;
  return need('deviation', id, {
    title: `${id}: ${rule} of ${scope}`,
    lines: [
      rationale,
      ...(approvedBy === undefined ? [] : [`Approved by ${approvedBy}.`]),
      ...(requestedBy === undefined ? [] : [`Requested by ${requestedBy}.`]),
      `${describeExpiry(deviation)}; ${describeUse(deviation)}; ${formatPlace(at)}`,
    ],
    status: state,
    tags: [rule],
  });
}

function repeatedNeed(finding: Finding, deviation: AppliedDeviation, asOf: string): Need {
  const { id, rationale } = deviation;
  const status = deviationState(deviation, asOf);
  return need('deviation', id, { title: id, lines: [rationale, describeDeviation(finding)], status });
}

function findingNeed(check: string, finding: Finding): Need {
  const { key, rule, subject, at, because, message, remedy, severity, deviation } = finding;
  const asked = because.map(
    ({ at: place, note }) => `Because ${place === undefined ? '' : `${formatPlace(place)}: `}${note}`,
  );
  return need('finding', `${key} in ${check}`, {
    title: `${describeSubject(subject)}: ${message}`,
    lines: [formatPlace(at), ...asked, `Repair: ${remedy}`],
    status: bearingOf(finding),
    tags: [rule, severity],
    links: [idOf('rule', rule), idOf('check', check), ...(deviation === null ? [] : [idOf('deviation', deviation.id)])],
  });
}

function gapNeed(check: string, { what, why, remedy, at }: Gap, index: number): Need {
  return need('gap', `${check} ${index + 1} ${what}`, {
    title: `${check}: ${what}`,
    lines: [...(at === undefined ? [] : [formatPlace(at)]), why, `Repair: ${remedy}`],
    status: 'open',
    tags: [check],
    links: [idOf('check', check)],
  });
}
