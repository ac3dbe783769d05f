import { count, describeSubject, type Finding, type Verdict } from '@assay/evidence';
import {
  changeInWords,
  deviationInWords,
  figureInWords,
  packageInWords,
  valueInWords,
  weightInWords,
} from './changes.js';
import type { ComparedBundle, Comparison, StatedDeviation, ValueChange } from './comparison.js';
import { atMost, type Part, partsInMarkdown, showParts } from './parts.js';
import { markdownText } from './safe.js';
import { terminalPage } from './terminal-page.js';
import { verdictSymbol } from './words.js';

/** Findings that were there already and are listed; the others are counted. What came and went is listed whole. */
const STILL_SHOWN = 20;

/** What the last of the bundles that were compared comes to. */
interface Overall {
  verdict: Verdict;
  reason: string;
}

/** What changed, for a terminal or a plain log: the verdict of the later bundle first. */
export function describeComparison(
  comparison: Comparison,
  { verdict, reason }: Overall,
  options: { color: boolean; width: number },
): string {
  const page = terminalPage(options);
  page.line(0, `${verdictSymbol[verdict]} ${verdict}  ${reason}`, page.verdictPaint(verdict));
  for (const line of between(comparison)) page.line(0, line, page.colors.dim);
  showParts(page, partsOf(comparison));
  return page.text();
}

/** As {@link describeComparison}, in Markdown. */
export function comparisonMarkdown(comparison: Comparison, { verdict, reason }: Overall): string {
  const head = [`## ${verdictSymbol[verdict]} What changed: now ${verdict}`, '', markdownText(reason), ''];
  const lines = [...head, ...between(comparison).map((line) => `- ${markdownText(line)}`)];
  return `${[...lines, ...partsInMarkdown(partsOf(comparison))].join('\n')}\n`;
}

function between({ earlier, later }: Comparison): string[] {
  const told = (word: string, { name, subject, asOf, verdict, assay }: ComparedBundle) =>
    `${word} ${name}: ${verdict}, ${subject}, as of ${asOf}, Assay ${assay}`;
  return [told('from', earlier), told('to', later)];
}

function partsOf(comparison: Comparison): Part[] {
  const { checks, findings, coverage, toolchain, dependencies, deviations, policy, rules, unknown } = comparison;
  const parts: Part[] = [
    { title: 'Not compared', items: unknown.map(({ what, why }) => [`${what}: ${why}`]) },
    { title: 'Verdicts', items: checks.map((change) => [valueLine(change)]) },
    { title: became(findings.new, 'new'), items: findings.new.map(findingLines) },
    { title: became(findings.gone, 'gone'), items: findings.gone.map(findingLines) },
    {
      title: became(findings.still, 'still there'),
      items: atMost(
        STILL_SHOWN,
        findings.still.map((finding) => findingLines(finding).slice(0, 1)),
      ),
    },
    {
      title: 'Coverage',
      items: coverage.map((change) => [changeInWords(`${change.member}, ${change.label}`, figureInWords(change))]),
    },
    { title: 'Toolchain', items: toolchain.map((change) => [valueLine(change)]) },
    {
      title: 'Dependencies',
      items: dependencies.map((change) => [changeInWords(change.name, packageInWords(change))]),
    },
    { title: 'Deviations', items: deviationLines(deviations) },
    { title: 'Policy', items: policy.map((change) => [valueLine(change)]) },
    { title: 'Rules', items: rules.map((change) => [valueLine(change)]) },
  ];
  const same = parts
    .slice(1)
    .filter(({ items }) => items.length === 0)
    .map(({ title }) => title);
  const changed = parts.filter(({ items }) => items.length > 0);
  return same.length === 0 ? changed : [...changed, { title: 'Without change', items: [[same.join(', ')]] }];
}

function became(findings: readonly Finding[], what: string): string {
  const { length } = findings;
  if (length === 0) return `findings that are ${what}`;
  return `${count(length, 'finding')} ${length === 1 ? 'is' : 'are'} ${what}`;
}

function findingLines(finding: Finding): string[] {
  return [`${describeSubject(finding.subject)}  ${finding.rule} (${weightInWords(finding)})`, finding.message];
}

function valueLine(change: ValueChange): string {
  return changeInWords(change.what, valueInWords(change));
}

function deviationLines({ added, removed, expired, reworded }: Comparison['deviations']): string[][] {
  const stated = (what: string, all: readonly StatedDeviation[]) =>
    all.map((deviation) => [`${deviation.id} ${what}: ${deviationInWords(deviation)}`, deviation.rationale]);
  return [
    ...stated('added', added),
    ...stated('removed', removed),
    ...stated('expired', expired),
    ...reworded.map(({ id, changes }) => [`${id} reworded`, ...changes.map(valueLine)]),
  ];
}
