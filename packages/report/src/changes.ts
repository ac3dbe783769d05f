import { count, type Finding, inPercent } from '@assay/evidence';
import type {
  ComparedBundle,
  Comparison,
  FigureChange,
  PackageChange,
  StatedDeviation,
  ValueChange,
} from './comparison.js';

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

/** What one bundle says where the other says nothing. */
const ABSENT = 'not there';

/** Both sides of a change, in words. */
export interface BothSides {
  before: string;
  now: string;
}

/** One value that has a name, on both sides. */
export function valueInWords({ earlier = ABSENT, later = ABSENT }: ValueChange): BothSides {
  return { before: earlier, now: later };
}

/** A figure of coverage on both sides: `87.5 % (7 of 8)`. */
export function figureInWords({ earlier, later }: FigureChange): BothSides {
  const words = (figure: FigureChange['earlier']) =>
    figure === undefined ? 'not measured' : `${inPercent(figure)} (${figure.reached} of ${figure.total})`;
  return { before: words(earlier), now: words(later) };
}

/** The versions of a package on both sides. */
export function packageInWords({ earlier, later }: PackageChange): BothSides {
  const words = (versions: readonly string[]) => (versions.length === 0 ? ABSENT : versions.join(', '));
  return { before: words(earlier), now: words(later) };
}

/** `expires: 2031-03-31 → 2032-03-31`. `name`: what it is that changed. */
export function changeInWords(name: string, { before, now }: BothSides): string {
  return `${name}: ${before} → ${now}`;
}

/** What a deviation permits, by whom and until when; its rationale stands beside it. */
export function deviationInWords({ rule, scope, approvedBy, expires }: StatedDeviation): string {
  return `${rule} of ${scope}, approved by ${approvedBy}, until ${expires}`;
}

/** How much a finding weighs: its severity, or the deviation that permits it. */
export function weightInWords({ severity, deviation }: Pick<Finding, 'severity' | 'deviation'>): string {
  return deviation === null ? severity : `deviated by ${deviation.id}`;
}
