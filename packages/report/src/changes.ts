import { count } from '@assay/evidence';
import type { ComparedBundle, Comparison } from './comparison.js';

/** What stands above the changes: `Changes since commit 1f0c1f0c1f0c, as of 2026-11-22`, for a file's name says nothing to who was not there. */
export function changesTitle({ earlier }: Pick<Comparison, 'earlier'>): string {
  return `Changes since ${earlier.subject.replace(/^(commit [0-9a-f]{12})[0-9a-f]+$/, '$1')}, as of ${earlier.asOf}`;
}

/** What changed, in numbers, each a line: the short form of what the page tells in tables. Text: whoever shows it makes it safe. */
export function describeChanges({ earlier, later, findings, deviations, ...others }: Comparison): string[] {
  const { checks, toolchain, coverage, dependencies, policy, rules, unknown } = others;
  const { added, removed, expired, reworded } = deviations;
  return [
    `From ${describeBundle(earlier)}, ${earlier.verdict}, to ${describeBundle(later)}, ${later.verdict}`,
    `${count(findings.new.length, 'finding')} new, ${findings.gone.length} gone, ${findings.still.length} still there`,
    `${count(checks.length, 'change')} of verdicts, ${toolchain.length} of the toolchain, ${coverage.length} of coverage, ${dependencies.length} of dependencies, ${policy.length} of the policy, ${rules.length} of rules`,
    `Deviations: ${added.length} added, ${removed.length} removed, ${expired.length} expired, ${reworded.length} reworded`,
    ...unknown.map(({ what, why }) => `Not compared: ${what}: ${why}`),
  ];
}

/** `bundle.zip (commit 1f0c…, as of 2026-11-22, Assay 0.1.0)`. */
export function describeBundle({ name, subject, asOf, assay }: ComparedBundle): string {
  return `${name} (${subject}, as of ${asOf}, Assay ${assay})`;
}
