import { count, describeSubject, type Finding } from '@assay/evidence';
import {
  type BothSides,
  changeInWords,
  describeBundle,
  deviationInWords,
  figureInWords,
  packageInWords,
  valueInWords,
  weightInWords,
} from '../changes.js';
import type { Comparison, ValueChange } from '../comparison.js';
import { split } from '../report.js';
import { tablePart } from './table.js';
import { type Html, html } from './tag.js';
import { verdictMark } from './verdict.js';

/** Findings of one kind that are listed open; more of them stand in details. */
const OPEN_FINDINGS = 10;

/** What changed from the earlier bundle to this one. What did not change is said too, so that silence is not taken for it. */
export function changesPart(comparison: Comparison): Html {
  const { earlier, later, checks, findings, coverage, toolchain, dependencies, deviations, policy, rules, unknown } =
    comparison;
  return html`<p>From ${describeBundle(earlier)} ${verdictMark(earlier.verdict)} to ${describeBundle(later)} ${verdictMark(later.verdict)}.</p>
${unknown.length === 0 ? undefined : tablePart({ title: `${count(unknown.length, 'thing')} that could not be compared`, columns: ['What', 'Why'], rows: unknown.map(({ what, why }) => [what, why]) })}
${valuesPart('Verdicts', checks)}
${findingsPart('new', findings.new)}
${findingsPart('gone', findings.gone)}
${findingsPart('still there', findings.still)}
${valuesPart('Toolchain', toolchain)}
${coverage.length === 0 ? unchanged('Coverage') : tablePart({ title: 'Coverage', columns: ['Member', 'Of', 'Before', 'Now'], rows: coverage.map((change) => [change.member, change.label, ...inColumns(figureInWords(change))]) })}
${dependencies.length === 0 ? unchanged('Dependencies') : tablePart({ title: 'Dependencies', columns: ['Package', 'Before', 'Now'], rows: dependencies.map((change) => [change.name, ...inColumns(packageInWords(change))]) })}
${deviationsPart(deviations)}
${valuesPart('Policy', policy)}
${valuesPart('Rules', rules)}`;
}

function unchanged(what: string): Html {
  return html`<p>${what}: no change.</p>`;
}

function findingsPart(became: string, findings: readonly Finding[]): Html {
  if (findings.length === 0) return html`<p>Findings that are ${became}: none.</p>`;
  const title = `${count(findings.length, 'finding')} that ${findings.length === 1 ? 'is' : 'are'} ${became}`;
  const table = (shown: readonly Finding[]) =>
    tablePart({
      title,
      columns: ['Subject', 'Rule', 'What'],
      rows: shown.map((finding) => [
        describeSubject(finding.subject),
        html`<code>${finding.rule}</code>, ${weightInWords(finding)}`,
        finding.message,
      ]),
    });
  const { first, rest } = split(findings, OPEN_FINDINGS);
  if (rest.length === 0) return table(first);
  return html`${table(first)}<details><summary>and ${rest.length} more</summary>${table(rest)}</details>`;
}

function valuesPart(title: string, changes: readonly ValueChange[]): Html {
  if (changes.length === 0) return unchanged(title);
  const rows = changes.map((change) => [change.what, ...inColumns(valueInWords(change))]);
  return tablePart({ title, columns: ['What', 'Before', 'Now'], rows });
}

function inColumns({ before, now }: BothSides): string[] {
  return [before, now];
}

function deviationsPart({ added, removed, expired, reworded }: Comparison['deviations']): Html {
  const rows = [
    ...(
      [
        ['added', added],
        ['removed', removed],
        ['expired', expired],
      ] as const
    ).flatMap(([became, all]) => all.map((each) => [each.id, became, `${deviationInWords(each)}: ${each.rationale}`])),
    ...reworded.map(({ id, changes }) => [
      id,
      'reworded',
      html`<span class="pre">${changes.map((change) => changeInWords(change.what, valueInWords(change))).join('\n')}</span>`,
    ]),
  ];
  if (rows.length === 0) return unchanged('Deviations');
  return tablePart({ title: 'Deviations', columns: ['Deviation', 'Became', 'What it says'], rows });
}
