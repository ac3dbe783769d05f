import { type AppliedDeviation, isExpired, isExpiring, type Statement } from '@assay/evidence';
import type { Problem } from './problem.js';
import type { Evidence } from './read-statements.js';

/** Evidence may be dated by a clock in a time zone ahead of ours, by a day at most. */
export function checkFuture(evidence: readonly Evidence[], today: string): Problem[] {
  const latest = nextDay(today);
  return evidence.flatMap(({ entry, statement: { predicate } }) =>
    predicate.asOf <= latest
      ? []
      : [{ where: `${entry}:predicate.asOf`, what: `is ${predicate.asOf}, which is in the future: today is ${today}` }],
  );
}

/** The deviations that held when the evidence was made and do not hold today, each once. */
export function lapsedDeviations(statements: readonly Statement[], today: string): AppliedDeviation[] {
  return appliedDeviations(statements, (deviation) => isExpired(deviation, today));
}

/**
 * The deviations that are about to expire today and were not when the evidence was made, each once: of the others the check `policy` has a
 * finding.
 */
export function expiringDeviations(statements: readonly Statement[], today: string): AppliedDeviation[] {
  return appliedDeviations(
    statements,
    (deviation, asOf) => isExpiring(deviation, today) && !isExpiring(deviation, asOf),
  );
}

function appliedDeviations(
  statements: readonly Statement[],
  wanted: (deviation: AppliedDeviation, asOf: string) => boolean,
): AppliedDeviation[] {
  const applied = statements.flatMap(({ predicate: { findings, asOf } }) =>
    findings.flatMap(({ deviation }) => (deviation !== null && wanted(deviation, asOf) ? [deviation] : [])),
  );
  return [...new Map(applied.map((deviation) => [deviation.id, deviation])).values()];
}

function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
