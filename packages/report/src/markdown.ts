import type { MarkedSource } from '@assay/check';
import { count, describeSubject, type Finding, formatPlace, type Gap } from '@assay/evidence';
import { byGroup, columnsOf, describeFigure, sumOf } from './figures.js';
import { fit, type Piece } from './markdown-fit.js';
import {
  type BoardTable,
  boardsIn,
  overallVerdict,
  type Report,
  type RuleGroup,
  type Section,
  sections,
  sourcesIn,
  split,
  totals,
} from './report.js';
import { markdownCode, markdownText } from './safe.js';
import {
  bearingSymbol,
  countBearing,
  describeDeviation,
  identify,
  overallReason,
  overallSilence,
  verdictSymbol,
} from './words.js';

/** Below this there would be no room for the verdict and the count of what is missing. */
const LEAST_BYTES = 1024;

/** Members whose figures are shown; the others are counted. */
const MEMBERS_SHOWN = 20;

/**
 * The report as Markdown, for a step summary: at most `maxBytes` of UTF-8. Where not everything fits, the page ends with the
 * exact numbers of what is not shown. Throws RangeError when `maxBytes` is below 1,024.
 */
export function renderMarkdown(report: Report, { maxBytes }: { maxBytes: number }): string {
  if (maxBytes < LEAST_BYTES) throw new RangeError(`a summary needs at least ${LEAST_BYTES} bytes, not ${maxBytes}`);
  const all = sections(report);
  const figures = all.map((section) => figuresPieces(sourcesIn(report, section)));
  const details = all.flatMap((section, index) => detail(section, figures[index] ?? []));
  const members = figures.flat().reduce((sum, { shows }) => sum + (shows?.members ?? 0), 0);
  const boards = boardsIn(report);
  const parts = boards.reduce((sum, { rows }) => sum + rows.length, 0);
  const pieces = [...overview(report, all), ...boards.flatMap(boardPieces), ...details];
  return fit(pieces, { ...totals(all), checks: all.length, parts, members }, maxBytes);
}

function overview(report: Report, all: readonly Section[]): Piece[] {
  const verdict = overallVerdict(report);
  const { project, standard, level, commit, asOf, assay } = identify(report);
  const identity = [project, standard, level, commit, `as of ${asOf}`, `Assay ${assay}`].map(markdownText).join(' · ');
  const rows = all.map((section) => ({ text: row(section), shows: { checks: 1 } }));
  const silence = overallSilence(report);
  return [
    { text: `## ${verdictSymbol[verdict]} Assay: ${verdict}\n\n${markdownText(overallReason(report))}\n` },
    ...(project === '' ? [] : [{ text: `\n${identity}\n` }]),
    // Before the table, so that a cut page says it too.
    ...(silence === undefined ? [] : [{ text: `\n${markdownText(silence)}.\n` }]),
    ...(rows.length === 0 ? [] : [{ text: '\n| check | verdict | reason | examined |\n|---|---|---|--:|\n' }, ...rows]),
  ];
}

function row({ check, unit, predicate: { verdict, reason, examined } }: Section): string {
  const cells = [check, `${verdictSymbol[verdict]} ${verdict}`, reason, count(examined, unit)];
  return `| ${cells.map(markdownText).join(' | ')} |\n`;
}

/** A table over the parts of a check. */
function boardPieces({ title, columns, rows }: BoardTable): Piece[] {
  const cells = (texts: readonly string[]) => `| ${texts.map(markdownText).join(' | ')} |\n`;
  const head = `\n### ${markdownText(title)}\n\n${cells(columns)}|${'---|'.repeat(columns.length)}\n`;
  return rows.map((texts, index) => ({
    text: `${index === 0 ? head : ''}${cells(texts)}`,
    shows: { parts: 1 },
  }));
}

function detail(section: Section, figures: readonly Piece[]): Piece[] {
  const { check, question, overview: lines, groups } = section;
  const { gaps, verdict } = section.predicate;
  if (gaps.length + groups.length + lines.length + figures.length === 0) return [];
  const told = lines.map((line) => `- ${markdownText(line)}\n`).join('');
  return [
    {
      text: `\n### ${verdictSymbol[verdict]} ${markdownText(check)}\n\n${markdownText(question)}\n${told === '' ? '' : `\n${told}`}`,
    },
    ...figures,
    ...gaps.map((gap, index) => gapPiece(gap, index === 0 ? `\n#### ? ${count(gaps.length, 'gap')}\n\n` : '')),
    ...groups.flatMap(groupPieces),
  ];
}

/** A table with the figures of each member, and the count of the members that are not in it. */
function figuresPieces(sources: readonly MarkedSource[]): Piece[] {
  if (sources.length === 0) return [];
  const labels = [...columnsOf(sources).keys()];
  const { first, rest } = split([...byGroup(sources)], MEMBERS_SHOWN);
  const heads = ['member', 'files', ...labels].map(markdownText).join(' | ');
  const head = `\n| ${heads} |\n|---|${'--:|'.repeat(labels.length + 1)}\n`;
  const rows = first.map(([group, files], index) => {
    const cells = [group, `${files.length}`, ...labels.map((label) => describeFigure(sumOf(files, label)))];
    return {
      text: `${index === 0 ? head : ''}| ${cells.map(markdownText).join(' | ')} |\n`,
      shows: { members: 1 },
    };
  });
  if (rest.length === 0) return rows;
  return [...rows, { text: `\nand ${count(rest.length, 'more member')}\n`, shows: { members: rest.length } }];
}

function gapPiece({ what, why, remedy, at }: Gap, heading: string): Piece {
  const where = at === undefined ? '' : ` (${markdownCode(formatPlace(at))})`;
  const lines = [`- **${markdownText(what)}**${where}: ${markdownText(why)}`, `  - Repair: ${nested(remedy)}`];
  return { text: `${heading}${lines.join('\n')}\n`, shows: { gaps: 1 } };
}

function groupPieces({ rule, bearing, findings }: RuleGroup): Piece[] {
  const what = `${markdownText(rule.title)} (${countBearing(findings.length, bearing)})`;
  const heading = `\n#### ${bearingSymbol[bearing]} ${markdownCode(rule.id)} ${what}\n\n`;
  const counted = { error: 'errors', warning: 'warnings', deviated: 'deviated' } as const;
  return findings.map((finding, index) => ({
    text: `${index === 0 ? heading : ''}${item(finding)}`,
    shows: { [counted[bearing]]: 1 },
  }));
}

function item(finding: Finding): string {
  const { subject, at, because, message, remedy, deviation } = finding;
  const asked = because.map(({ at: place, note }) => {
    const where = place === undefined ? '' : `${markdownCode(formatPlace(place))}: `;
    return `  - Because ${where}${markdownText(note)}`;
  });
  const closing =
    deviation === null
      ? `  - Repair: ${nested(remedy)}`
      : `  - Deviation ${markdownText(`${describeDeviation(finding)}: ${deviation.rationale}`)}`;
  const head = `- **${markdownText(describeSubject(subject))}** at ${markdownCode(formatPlace(at))}: ${markdownText(message)}`;
  return `${[head, ...asked, closing].join('\n')}\n`;
}

/** Text of several lines in an item of a list: its first line, and the others as items below. */
function nested(text: string): string {
  const [first = '', ...others] = text
    .split('\n')
    .map((line) => markdownText(line))
    .filter((line) => line !== '');
  return [first, ...others.map((line) => `    - ${line}`)].join('\n');
}
