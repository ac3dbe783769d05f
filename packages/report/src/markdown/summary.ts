import { count } from '@assay/evidence';
import { changesTitle, describeChanges } from '../changes.js';
import type { Comparison } from '../comparison.js';
import { type StatedDeviations, statedDeviations } from '../deviations.js';
import { ageColumns, ageRow, exhibitsIn, exhibitsOf, releasesIn } from '../exhibits.js';
import {
  boardsIn,
  overallVerdict,
  type Report,
  type RuleGroup,
  type Section,
  sections,
  sourcesIn,
  totals,
} from '../report.js';
import { markdownCode, markdownText } from '../safe.js';
import { type Answer, describeClauses, outsideTitle, stateWords, type TracedClause, trace } from '../traceability.js';
import { deviationsTitle, identify, overallReason, overallSilence, stateSymbol, verdictSymbol } from '../words.js';
import { gapsPieces, groupPieces, statedPiece } from './findings.js';
import { everythingOf, fit, type Piece } from './fit.js';
import { figuresPieces, rowPieces, tablePiece, tableRow } from './tables.js';

/** Below this there would be no room for the verdict and the count of what is missing. */
const LEAST_BYTES = 1024;

/**
 * The report as Markdown, for a step summary: the page in short, in the same order and the same words, in at most `maxBytes` of UTF-8. Where
 * not everything fits, it ends with the exact numbers of what is not shown. Throws RangeError when `maxBytes` is below 1,024.
 */
export function renderMarkdown(report: Report, { maxBytes }: { maxBytes: number }): string {
  if (maxBytes < LEAST_BYTES) throw new RangeError(`a summary needs at least ${LEAST_BYTES} bytes, not ${maxBytes}`);
  const all = sections(report);
  const pieces = [...opening(report), ...chapters(report, all)];
  return fit(pieces, everythingOf(pieces), maxBytes);
}

function opening(report: Report): Piece[] {
  const verdict = overallVerdict(report);
  const { project, standard, level, commit, asOf, assay, run } = identify(report);
  const identity = [project, standard, level, commit, `as of ${asOf}`, `Assay ${assay}`, ...(run === '' ? [] : [run])];
  const silence = overallSilence(report);
  return [
    { text: `## ${verdictSymbol[verdict]} Assay: ${verdict}\n\n${markdownText(overallReason(report))}\n` },
    ...(project === '' ? [] : [{ text: `\n${identity.map(markdownText).join(' · ')}\n` }]),
    // Before the table, so that a cut page says it too.
    ...(silence === undefined ? [] : [{ text: `\n${markdownText(silence)}.\n` }]),
  ];
}

function chapters(report: Report, all: readonly Section[]): Piece[] {
  const { errors, warnings, deviated, gaps } = totals(all);
  const groups = (isDeviated: boolean): RuleGroup[] =>
    all.flatMap((section) => section.groups.filter(({ bearing }) => (bearing === 'deviated') === isDeviated));
  const exhibits = (kind: 'identity' | 'result') =>
    exhibitsIn(report, kind).flatMap(({ title, table }) => chapter(title, [tablePiece(table)]));
  const stated = statedDeviations(report);
  const releases = releasesIn(report);
  return [
    ...chapter('What was examined', all.map(examinedPiece)),
    ...(report.comparison === undefined
      ? []
      : chapter(changesTitle(report.comparison), [changesPiece(report.comparison)])),
    ...exhibits('identity'),
    ...chapter(`Gaps (${gaps})`, gapsPieces(all)),
    ...chapter(`Findings (${errors + warnings})`, groups(false).flatMap(groupPieces)),
    ...chapter(deviationsTitle(stated, deviated), [...statedPieces(stated), ...groups(true).flatMap(groupPieces)]),
    ...exhibits('result'),
    ...boardsIn(report).flatMap(({ title, ...board }) => chapter(title, rowPieces(board, 'parts'))),
    ...chapter('Age of the baseline', releases.length === 0 ? [] : [agesPiece(releases)]),
    ...chapter('Traceability', tracePieces(report)),
    ...chapter(
      'Checks',
      all.flatMap((section) => checkPieces(report, section)),
    ),
  ];
}

/** Under its heading, which stands or falls with the first piece. Nothing of nothing. */
function chapter(title: string, [first, ...others]: readonly Piece[]): Piece[] {
  return first === undefined ? [] : [{ ...first, text: `\n### ${markdownText(title)}\n\n${first.text}` }, ...others];
}

function examinedPiece({ check, unit, predicate: { verdict, reason, examined } }: Section, index: number): Piece {
  const head = index === 0 ? '| check | verdict | reason | examined |\n|---|---|---|--:|\n' : '';
  const cells = [check, `${verdictSymbol[verdict]} ${verdict}`, reason, count(examined, unit)];
  return { text: `${head}${tableRow(cells)}`, shows: { checks: 1 } };
}

function changesPiece(comparison: Comparison): Piece {
  const lines = describeChanges(comparison).map((line) => `- ${markdownText(line)}\n`);
  return { text: lines.join(''), shows: { tables: 1 } };
}

function statedPieces(stated: StatedDeviations | undefined): Piece[] {
  if (stated === undefined) return [];
  return [...stated.deviations, ...stated.requests].map(statedPiece);
}

function agesPiece(releases: ReturnType<typeof releasesIn>): Piece {
  return tablePiece({ columns: ageColumns, rows: releases.map(ageRow) });
}

/** How the clauses of the project's standard stand, in numbers, and each of which something is to be said. */
function tracePieces(report: Report): Piece[] {
  const { own, others, outside } = trace(report);
  if (own.length + others.length + outside.length === 0) return [];
  const open = own.filter(({ state }) => state !== 'no findings');
  const line = (clause: TracedClause) =>
    `- ${stateSymbol[clause.state]} ${markdownText(`${clause.standard}, ${clause.clause} (${clause.confidence}): ${stateWords[clause.state]}`)}\n`;
  const more = others.length === 0 ? '' : ` Of other standards: ${count(others.length, 'clause')}, in the report.`;
  const { standard } = identify(report);
  const head = `${markdownText(`${standard}: ${describeClauses(own)}.${more}`)}\n`;
  const besides = ({ rule, state, outcome }: Answer) =>
    `- ${stateSymbol[state]} ${markdownCode(rule.id)}: ${outcome}\n`;
  const list = (lines: readonly string[], title = '') => (lines.length === 0 ? '' : `\n${title}${lines.join('')}`);
  const text = `${head}${list(open.map(line))}${list(outside.map(besides), `${markdownText(outsideTitle(standard))}:\n\n`)}`;
  return [{ text, shows: { tables: 1 } }];
}

/** Its question, what its facts come to, and the figures of its sources where no exhibit has them. */
function checkPieces(report: Report, section: Section): Piece[] {
  const { check, question, overview, predicate } = section;
  const told = overview.map((line) => `- ${markdownText(line)}\n`).join('');
  const head = `\n#### ${verdictSymbol[predicate.verdict]} ${markdownText(check)}\n\n${markdownText(question)}\n`;
  const hasExhibit = exhibitsOf(report, predicate).some(({ kind }) => kind === 'result');
  const figures = hasExhibit ? [] : figuresPieces(sourcesIn(report, section));
  return [{ text: `${head}${told === '' ? '' : `\n${told}`}` }, ...figures];
}
