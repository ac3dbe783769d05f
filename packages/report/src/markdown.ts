import { count, describeSubject, type Finding, formatPlace, type Gap } from '@assay/evidence';
import { overallVerdict, type Report, type RuleGroup, type Section, sections, type Totals, totals } from './report.js';
import { markdownCode, markdownText } from './safe.js';
import { bearingSymbol, countBearing, describeDeviation, identify, overallReason, verdictSymbol } from './words.js';

/** Below this there would be no room for the verdict and the count of what is missing. */
const LEAST_BYTES = 1024;

/** What a reader misses where the page is cut: a row of the table of checks, a finding, a gap. */
type Missing = Totals & { checks: number };

/** A piece of the page that is shown whole or not at all, and what it shows. */
interface Piece {
  text: string;
  shows?: Partial<Missing>;
}

/**
 * The report as Markdown, for a step summary: at most `maxBytes` of UTF-8. Where not everything fits, the page ends with the
 * exact numbers of what is not shown. Throws RangeError when `maxBytes` is below 1,024.
 */
export function renderMarkdown(report: Report, { maxBytes }: { maxBytes: number }): string {
  if (maxBytes < LEAST_BYTES) throw new RangeError(`a summary needs at least ${LEAST_BYTES} bytes, not ${maxBytes}`);
  const all = sections(report);
  return fit([...overview(report, all), ...all.flatMap(detail)], { ...totals(all), checks: all.length }, maxBytes);
}

/** As many pieces from the start as fit with the sentence that counts the others. */
function fit(pieces: readonly Piece[], everything: Missing, maxBytes: number): string {
  const whole = pieces.map(({ text }) => text).join('');
  if (Buffer.byteLength(whole) <= maxBytes) return whole;
  const shown: string[] = [];
  let [size, missing] = [0, everything];
  for (const { text, shows = {} } of pieces) {
    size += Buffer.byteLength(text);
    // The sentence only gets shorter from here on, so what fits now fits at the end.
    if (size + Buffer.byteLength(cutNote(missing)) > maxBytes) break;
    shown.push(text);
    missing = less(missing, shows);
  }
  return shown.join('') + cutNote(missing);
}

function less(all: Missing, shown: Partial<Missing>): Missing {
  return {
    errors: all.errors - (shown.errors ?? 0),
    warnings: all.warnings - (shown.warnings ?? 0),
    deviated: all.deviated - (shown.deviated ?? 0),
    gaps: all.gaps - (shown.gaps ?? 0),
    checks: all.checks - (shown.checks ?? 0),
  };
}

function cutNote({ errors, warnings, deviated, gaps, checks }: Missing): string {
  const more = (n: number, noun: string) => (n === 0 ? [] : [`${n} more ${noun}${n === 1 ? '' : 's'}`]);
  const parts = [...more(errors + warnings + deviated, 'finding'), ...more(gaps, 'gap'), ...more(checks, 'check')];
  return `\n\n**Cut to fit: and ${parts.join(', ')}.** The report holds them all.\n`;
}

function overview(report: Report, all: readonly Section[]): Piece[] {
  const verdict = overallVerdict(report);
  const { project, standard, level, commit, asOf, assay } = identify(report);
  const identity = [project, standard, level, commit, `as of ${asOf}`, `Assay ${assay}`].map(markdownText).join(' · ');
  const rows = all.map((section) => ({ text: row(section), shows: { checks: 1 } }));
  return [
    { text: `## ${verdictSymbol[verdict]} Assay: ${verdict}\n\n${markdownText(overallReason(report))}\n` },
    ...(project === '' ? [] : [{ text: `\n${identity}\n` }]),
    ...(rows.length === 0 ? [] : [{ text: '\n| check | verdict | reason | examined |\n|---|---|---|--:|\n' }, ...rows]),
  ];
}

function row({ check, unit, predicate: { verdict, reason, examined } }: Section): string {
  const cells = [check, `${verdictSymbol[verdict]} ${verdict}`, reason, count(examined, unit)];
  return `| ${cells.map(markdownText).join(' | ')} |\n`;
}

function detail({ check, question, overview: lines, predicate: { gaps, verdict }, groups }: Section): Piece[] {
  if (gaps.length === 0 && groups.length === 0 && lines.length === 0) return [];
  const told = lines.map((line) => `- ${markdownText(line)}\n`).join('');
  return [
    {
      text: `\n### ${verdictSymbol[verdict]} ${markdownText(check)}\n\n${markdownText(question)}\n${told === '' ? '' : `\n${told}`}`,
    },
    ...gaps.map((gap, index) => gapPiece(gap, index === 0 ? `\n#### ? ${count(gaps.length, 'gap')}\n\n` : '')),
    ...groups.flatMap(groupPieces),
  ];
}

function gapPiece({ what, why, remedy, at }: Gap, heading: string): Piece {
  const where = at === undefined ? '' : ` (${markdownCode(formatPlace(at))})`;
  const lines = [`- **${markdownText(what)}**${where}: ${markdownText(why)}`, `  - Repair: ${markdownText(remedy)}`];
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
      ? `  - Repair: ${markdownText(remedy)}`
      : `  - Deviation ${markdownText(`${describeDeviation(finding)}: ${deviation.rationale}`)}`;
  const head = `- **${markdownText(describeSubject(subject))}** at ${markdownCode(formatPlace(at))}: ${markdownText(message)}`;
  return `${[head, ...asked, closing].join('\n')}\n`;
}
