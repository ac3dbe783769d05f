import { describeSignature, type Problem } from '@assay/bundle';
import { count } from '@assay/evidence';
import {
  atMost,
  markdownText,
  type Part,
  partsInMarkdown,
  showParts,
  terminalPage,
  verdictSymbol,
} from '@assay/report';
import type { Audit } from './audit.js';
import type { Origin } from './origin.js';

/** Problems and doubts that are shown in full; the rest is counted. A damaged bundle may have as many as entries. */
const SHOWN = 100;

/** What an audit came to, for a terminal or a plain log: the verdict, where the bundle comes from, what was compared, and what speaks against it. */
export function describeAudit(audit: Audit, options: { color: boolean; width: number }): string {
  const page = terminalPage(options);
  const { verdict, reason } = audit;
  page.line(0, `${verdictSymbol[verdict]} ${verdict}  ${reason}`, page.verdictPaint(verdict));
  for (const line of originLines(audit)) page.line(0, line, page.colors.dim);
  showParts(page, partsOf(audit));
  return page.text();
}

/** As {@link describeAudit}, in Markdown. */
export function auditMarkdown(audit: Audit): string {
  const { verdict, reason } = audit;
  const lines = [`## ${verdictSymbol[verdict]} Assay audit: ${verdict}`, '', markdownText(reason), ''];
  for (const line of originLines(audit)) lines.push(`- ${markdownText(line)}`);
  lines.push(...partsInMarkdown(partsOf(audit)));
  return `${lines.join('\n')}\n`;
}

function partsOf({ compared, problems, doubts, notes, retention }: Audit): Part[] {
  const warning = retention?.warning;
  const parts: Part[] = [
    { title: count(problems.length, 'problem'), items: shown(problems) },
    { title: count(doubts.length, 'doubt'), items: shown(doubts) },
    { title: 'Kept too short', items: warning === undefined ? [] : [[warning]] },
    { title: 'Compared, and the same', items: compared.map((line) => [line]) },
    { title: 'To know', items: notes.map((line) => [line]) },
  ];
  return parts.filter(({ items }) => items.length > 0);
}

function shown(problems: readonly Problem[]): (readonly string[])[] {
  const items = problems.map(({ where, what, remedy }) => {
    return [`${where}: ${what}`, ...(remedy === undefined ? [] : [remedy])];
  });
  return atMost(SHOWN, items);
}

function originLines({ origin, retention, verification }: Audit): string[] {
  return [
    ...(origin === undefined ? [] : [whence(origin), kept(origin)]),
    ...(retention === undefined ? [] : [retention.note]),
    `sha256: ${verification.sha256}`,
    ...(verification.signature === undefined ? [] : describeSignature(verification.signature)),
  ];
}

function whence(origin: Origin): string {
  if (origin.kind === 'release') {
    return `from the release ${origin.release.tag_name} of ${origin.repository.full_name}: ${origin.release.html_url}`;
  }
  const { id, event, run_attempt, html_url } = origin.run;
  const attempt = run_attempt > 1 ? `, attempt ${run_attempt}` : '';
  return `from run ${id} of ${origin.repository.full_name} (${event}${attempt}): ${html_url}`;
}

function kept(origin: Origin): string {
  if (origin.kind === 'release') return `asset ${origin.asset.name}, ${count(origin.asset.size, 'byte')}`;
  const { name, id, size_in_bytes } = origin.artifact;
  return `artifact ${name} (${id}), ${count(size_in_bytes, 'byte')}`;
}
