import { describeNotAsked, type MarkKind } from '@assay/check';
import { count, describeDigest, type Finding, lapsedInWords, type Verdict } from '@assay/evidence';
import type { StatedDeviations } from './deviations.js';
import { levelsIn } from './levels.js';
import { type Bearing, overallVerdict, type Report, sections, type Totals, totals } from './report.js';
import type { ClauseState } from './traceability.js';

/** Each verdict's shape, so that no verdict is told by colour alone. */
export const verdictSymbol: Readonly<Record<Verdict, string>> = { pass: '✓', fail: '✗', 'no-verdict': '?' };

/** Each bearing's shape. */
export const bearingSymbol: Readonly<Record<Bearing, string>> = { error: '✗', warning: '!', deviated: '≈' };

/** The shape of each state of a clause. */
export const stateSymbol: Readonly<Record<ClauseState, string>> = {
  unanswered: '–',
  errors: '✗',
  'not known': '?',
  warnings: '!',
  deviated: '≈',
  'no findings': '✓',
};

/** Each mark's shape, so that no mark is told by colour alone. */
export const markSymbol: Readonly<Record<MarkKind, string>> = {
  reached: '✓',
  partly: '◐',
  missed: '✗',
  unknown: '?',
  justified: '~',
};

/** What each mark says of the line, or of the part of one, that has it. */
export const markMeaning: Readonly<Record<MarkKind, string>> = {
  reached: 'all that is owed there was reached',
  partly: 'some of it was, and some was not',
  missed: 'none of it was',
  unknown: 'it could not be established',
  justified: 'what was not reached is permitted by a justification',
};

/** In the order in which marks are told. */
export const markKinds = ['reached', 'partly', 'missed', 'unknown', 'justified'] as const satisfies readonly MarkKind[];

/** The marks of what was not all reached. */
export const lackingKinds: readonly MarkKind[] = markKinds.filter((kind) => kind !== 'reached');

/** `3 errors`, `1 warning`, `2 deviated`. */
export function countBearing(n: number, bearing: Bearing): string {
  return bearing === 'deviated' ? `${n} deviated` : count(n, bearing);
}

/** `3 errors, 1 warning, 2 deviated, 1 gap`: what there is of each, `no findings` when there is nothing. */
export function describeTotals({ errors, warnings, deviated, gaps }: Totals): string {
  const parts = [
    errors > 0 ? countBearing(errors, 'error') : '',
    warnings > 0 ? countBearing(warnings, 'warning') : '',
    deviated > 0 ? countBearing(deviated, 'deviated') : '',
    gaps > 0 ? count(gaps, 'gap') : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

/** Why the overall verdict is what it is. */
export function overallReason(report: Report): string {
  const all = sections(report);
  if (all.length === 0) return 'there is no evidence';
  const notPassed = all.filter(({ predicate }) => predicate.verdict !== 'pass').length;
  const where =
    notPassed === 0 ? count(all.length, 'check') : `${notPassed} of ${count(all.length, 'check')} did not pass`;
  const found = totals(all);
  const { lapsed = [] } = report;
  if (lapsed.length > 0) {
    return `${lapsedInWords(lapsed)}; on its own date the evidence says: ${where}, ${describeTotals(found)}`;
  }
  if (overallVerdict(report) === 'no-verdict' && found.gaps === 0) return `${where}, nothing was examined`;
  return `${where}, ${describeTotals(found)}`;
}

/** Which checks are not in the report because the policy does not ask for them, so that silence is not taken for a pass; nothing where there are none. */
export function overallSilence({ notAsked = [] }: Report): string | undefined {
  return notAsked.length === 0 ? undefined : `Checks ${describeNotAsked(notAsked)}`;
}

/** What the whole report speaks of. Statements of one bundle agree; where they do not, every value is named. */
export interface Identity {
  project: string;
  standard: string;
  /** `ASIL B · motor-control ASIL D · telemetry QM`: that of the project, and of the members that have another one. */
  level: string;
  /** `commit 1f0c…` or `working tree h1:…`. */
  commit: string;
  asOf: string;
  assay: string;
  /** The run of a CI service that made it; empty where none is named. */
  run: string;
}

/** Reads {@link Identity} out of the statements; each value is empty when there are none. */
export function identify(report: Report): Identity {
  const { statements } = report;
  const distinct = (value: (statement: Report['statements'][number]) => string) =>
    [...new Set(statements.map(value))].join(', ');
  return {
    project: distinct(({ predicate }) => predicate.project.name),
    standard: distinct(({ predicate }) => predicate.project.standard),
    level: levelsIn(report).join(' · '),
    commit: distinct(({ subject: [{ digest }] }) => describeDigest(digest)),
    asOf: distinct(({ predicate }) => predicate.asOf),
    assay: distinct(({ predicate }) => predicate.assay.version),
    run: distinct(({ predicate }) => predicate.run ?? ''),
  };
}

/** `DEV-007, not affected, approved by functional safety, until 2027-03-31`; empty for a finding without deviation. */
export function describeDeviation({ deviation }: Pick<Finding, 'deviation'>): string {
  if (deviation === null) return '';
  const { id, disposition, approvedBy, expires } = deviation;
  return `${id}, ${disposition === undefined ? '' : `${disposition}, `}approved by ${approvedBy}, until ${expires}`;
}

/**
 * `Deviations (3 stated, 1 of them expired, 1 requested)`: what the policy says, and not how many findings it permits. Where no evidence
 * says what the policy states, only the latter is known.
 */
export function deviationsTitle(stated: StatedDeviations | undefined, deviated: number): string {
  if (stated === undefined) return `Deviations (${count(deviated, 'finding')} permitted)`;
  const { deviations, requests } = stated;
  const expired = deviations.filter(({ state }) => state === 'expired').length;
  const parts = [
    `${deviations.length} stated`,
    ...(expired === 0 ? [] : [`${expired} of them expired`]),
    ...(requests.length === 0 ? [] : [`${requests.length} requested`]),
  ];
  return `Deviations (${parts.join(', ')})`;
}
