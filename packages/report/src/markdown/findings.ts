import { describeSubject, type Finding, formatPlace } from '@assay/evidence';
import { describeExpiry, describeUse, type StatedDeviation } from '../deviations.js';
import type { RuleGroup, Section } from '../report.js';
import { markdownCode, markdownText } from '../safe.js';
import { bearingSymbol, countBearing, describeDeviation } from '../words.js';
import type { Piece } from './fit.js';

/** Every gap, under one heading. */
export function gapsPieces(all: readonly Section[]): Piece[] {
  return all.flatMap(({ check, predicate }) =>
    predicate.gaps.map(({ what, why, remedy, at }) => {
      const where = at === undefined ? '' : ` (${markdownCode(formatPlace(at))})`;
      const head = `- **${markdownText(`${check}: ${what}`)}**${where}: ${markdownText(why)}`;
      return { text: `${head}\n  - Repair: ${nested(remedy)}\n`, shows: { gaps: 1 } };
    }),
  );
}

/** The findings of one rule that bear on the verdict in one way, under a heading. */
export function groupPieces({ rule, bearing, findings }: RuleGroup): Piece[] {
  const what = `${markdownText(rule.title)} (${countBearing(findings.length, bearing)})`;
  const heading = `\n#### ${bearingSymbol[bearing]} ${markdownCode(rule.id)} ${what}\n\n`;
  const counted = { error: 'errors', warning: 'warnings', deviated: 'deviated' } as const;
  return findings.map((finding, index) => ({
    text: `${index === 0 ? heading : ''}${item(finding)}`,
    shows: { [counted[bearing]]: 1 },
  }));
}

/** What the policy states of a deviation, approved or requested. */
export function statedPiece(deviation: StatedDeviation): Piece {
  const { id, rule, scope, requestedBy, approvedBy, rationale } = deviation;
  const owner = [
    approvedBy === undefined ? 'not approved, it permits nothing' : `approved by ${approvedBy}`,
    ...(requestedBy === undefined ? [] : [`requested by ${requestedBy}`]),
  ].join(', ');
  const head = `- **${markdownText(id)}** permits ${markdownCode(rule)} of ${markdownText(scope)}`;
  const life = `${owner}, ${describeExpiry(deviation)}, ${describeUse(deviation)}`;
  return { text: `${head}: ${markdownText(life)}\n  - ${markdownText(rationale)}\n`, shows: { stated: 1 } };
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
