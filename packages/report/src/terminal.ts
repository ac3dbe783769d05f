import { count, describeSubject, type Finding, formatPlace, type Gap } from '@assay/evidence';
import { changesTitle, describeChanges } from './changes.js';
import type { Comparison } from './comparison.js';
import {
  type BoardTable,
  boardsIn,
  FULL_PER_RULE,
  overallVerdict,
  type Report,
  type RuleGroup,
  type Section,
  sections,
  split,
} from './report.js';
import { oneLine } from './safe.js';
import { type Page, terminalPage } from './terminal-page.js';
import { bearingSymbol, countBearing, describeDeviation, identify, overallReason, verdictSymbol } from './words.js';

/** Subjects that the line after "and N more" names before it ends in `…`. */
const SUBJECTS_NAMED = 20;

/**
 * The report for a terminal or a plain log: the verdict first, then each check with its gaps, errors, warnings and deviated
 * findings. `width` is in columns. Without colour there is no escape sequence in it, whatever the evidence holds.
 */
export function renderTerminal(report: Report, { color, width }: { color: boolean; width: number }): string {
  const page = terminalPage({ color, width });
  const verdict = overallVerdict(report);
  page.line(0, `${verdictSymbol[verdict]} ${verdict}  ${overallReason(report)}`, page.verdictPaint(verdict));
  const { project, standard, level, commit, asOf, assay } = identify(report);
  if (project !== '') {
    page.line(0, [project, standard, level, commit, `as of ${asOf}`, `Assay ${assay}`].join(' · '), page.colors.dim);
  }
  if (report.comparison !== undefined) showChanges(page, report.comparison);
  for (const board of boardsIn(report)) showBoard(page, board);
  for (const section of sections(report)) showSection(page, section);
  return page.text();
}

function showChanges(page: Page, comparison: Comparison): void {
  page.space();
  page.line(0, changesTitle(comparison), page.colors.bold);
  for (const line of describeChanges(comparison)) page.line(2, line);
}

function showBoard(page: Page, { title, columns, rows }: BoardTable): void {
  page.space();
  page.line(0, title, page.colors.bold);
  for (const [part = '', ...cells] of rows) {
    page.line(2, part, page.colors.bold);
    cells.forEach((cell, index) => {
      if (cell !== '') page.line(4, `${columns[index + 1]}: ${cell}`);
    });
  }
}

function showSection(page: Page, section: Section): void {
  const { verdict, reason, examined, gaps } = section.predicate;
  page.space();
  page.line(0, `${verdictSymbol[verdict]} ${section.check}: ${verdict}, ${reason}`, page.verdictPaint(verdict));
  page.line(2, section.question);
  page.line(2, `${count(examined, section.unit)} examined`);
  for (const line of section.overview) page.line(4, line, page.colors.dim);
  for (const gap of gaps) showGap(page, gap);
  for (const group of section.groups) showGroup(page, group);
}

function showGap(page: Page, { what, why, remedy, at }: Gap): void {
  page.space();
  page.line(2, `? gap: ${what}`, page.colors.yellow);
  if (at !== undefined) page.whole(4, oneLine(formatPlace(at)), page.colors.cyan);
  page.line(4, why);
  page.line(4, `repair: ${remedy}`);
}

function showGroup(page: Page, { rule, bearing, findings }: RuleGroup): void {
  page.space();
  const heading = `${bearingSymbol[bearing]} ${rule.id}: ${rule.title} (${countBearing(findings.length, bearing)})`;
  page.line(2, heading, page.bearingPaint(bearing));
  const { first, rest } = split(findings, FULL_PER_RULE);
  for (const finding of first) showFinding(page, finding);
  if (rest.length === 0) return;
  const named = split(rest, SUBJECTS_NAMED);
  const subjects = named.first.map(({ subject }) => oneLine(describeSubject(subject)));
  page.line(4, `and ${rest.length} more: ${subjects.join(', ')}${named.rest.length > 0 ? ', …' : ''}`);
}

function showFinding(page: Page, finding: Finding): void {
  const { subject, at, because, message, remedy, deviation } = finding;
  page.whole(
    4,
    `${page.colors.cyan(oneLine(formatPlace(at)))}  ${page.colors.bold(oneLine(describeSubject(subject)))}`,
  );
  page.line(6, message);
  for (const { at: asked, note } of because) {
    page.line(6, `because ${asked === undefined ? '' : `${formatPlace(asked)}: `}${note}`, page.colors.dim);
  }
  if (deviation === null) page.line(6, `repair: ${remedy}`);
  else page.line(6, `deviation ${describeDeviation(finding)}: ${deviation.rationale}`);
}
