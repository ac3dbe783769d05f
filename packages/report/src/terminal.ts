import { count, describeSubject, type Finding, formatPlace, type Gap, type Verdict } from '@assay/evidence';
import { createColors } from 'picocolors';
import {
  type Bearing,
  FULL_PER_RULE,
  overallVerdict,
  type Report,
  type RuleGroup,
  type Section,
  sections,
  split,
} from './report.js';
import { inertLine, oneLine, visible } from './safe.js';
import { bearingSymbol, countBearing, describeDeviation, identify, overallReason, verdictSymbol } from './words.js';

type Colors = ReturnType<typeof createColors>;
type Paint = (text: string) => string;

/** Subjects that the line after "and N more" names before it ends in `…`. */
const SUBJECTS_NAMED = 20;

/** The narrowest text that is still wrapped; a narrower terminal wraps by itself. */
const NARROWEST = 20;

/**
 * The report for a terminal or a plain log: the verdict first, then each check with its gaps, errors, warnings and deviated
 * findings. `width` is in columns. Without colour there is no escape sequence in it, whatever the evidence holds.
 */
export function renderTerminal(report: Report, { color, width }: { color: boolean; width: number }): string {
  const page = new Page(createColors(color), width);
  const verdict = overallVerdict(report);
  page.line(0, `${verdictSymbol[verdict]} ${verdict}  ${overallReason(report)}`, page.verdictPaint(verdict));
  const { project, standard, level, commit, asOf, assay } = identify(report);
  if (project !== '') {
    page.line(0, [project, standard, level, commit, `as of ${asOf}`, `Assay ${assay}`].join(' · '), page.colors.dim);
  }
  for (const section of sections(report)) showSection(page, section);
  return page.text();
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

/** Lines of text within a width, indented and painted. */
class Page {
  readonly colors: Colors;
  readonly #width: number;
  readonly #lines: string[] = [];

  constructor(colors: Colors, width: number) {
    this.colors = colors;
    this.#width = width;
  }

  space(): void {
    this.#lines.push('');
  }

  /** Untrusted text, made visible and wrapped. Every line of it is indented, so that none can pass for one of ours. */
  line(indent: number, text: string, paint: Paint = String): void {
    const lines = visible(text)
      .replaceAll('\t', ' ')
      .split('\n')
      .flatMap((line) => wrap(line, Math.max(NARROWEST, this.#width - indent - 2)));
    lines.forEach((line, index) => {
      this.whole(indent + (index === 0 ? 0 : 2), line, paint);
    });
  }

  /** Safe text that is not wrapped, such as a place that a terminal makes a link of. */
  whole(indent: number, line: string, paint: Paint = String): void {
    this.#lines.push(`${' '.repeat(indent)}${paint(inertLine(line))}`);
  }

  text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  verdictPaint(verdict: Verdict): Paint {
    const { bold, green, red, yellow } = this.colors;
    const hue: Record<Verdict, Paint> = { pass: green, fail: red, 'no-verdict': yellow };
    return (text) => bold(hue[verdict](text));
  }

  bearingPaint(bearing: Bearing): Paint {
    const hue: Record<Bearing, Paint> = {
      error: this.colors.red,
      warning: this.colors.yellow,
      deviated: this.colors.dim,
    };
    return hue[bearing];
  }
}

/** Breaks a line between words. A word that is too long stays whole: a path in two halves is no path. */
function wrap(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}
