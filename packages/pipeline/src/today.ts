import { expiringDeviations, lapsedDeviations } from '@assay/bundle';
import { type AppliedDeviation, judgeAll, type Statement, utcDay, type Verdict } from '@assay/evidence';
import type { World } from '@assay/host';
import type { Report } from '@assay/report';

/** What evidence comes to today, which may be later than the day that it speaks for. */
export interface Today {
  /** `fail` where a deviation has lapsed: it revives nothing, however old the commit is. Else what the evidence says. */
  verdict: Verdict;
  /** Deviations that the evidence counts, because they held on its own date, and that have expired since. Each once. */
  lapsed: AppliedDeviation[];
  /** Deviations that hold today and expire soon, which was not yet to be seen on the evidence's own date. Each once. */
  expiring: AppliedDeviation[];
}

export function judgeToday(statements: readonly Statement[], { clock }: Pick<World, 'clock'>): Today {
  const today = utcDay(clock.now());
  const lapsed = lapsedDeviations(statements, today);
  const verdict = lapsed.length > 0 ? 'fail' : judgeAll(statements.map(({ predicate }) => predicate.verdict));
  return { verdict, lapsed, expiring: expiringDeviations(statements, today) };
}

/** A report of evidence as it is told today. */
export function tellToday(report: Report, world: Pick<World, 'clock'>): Today & { report: Report } {
  const today = judgeToday(report.statements, world);
  return { ...today, report: today.lapsed.length === 0 ? report : { ...report, lapsed: today.lapsed } };
}

/** A deviation that is about to expire, in a sentence without its full stop. */
export function describeExpiring({ id, expires }: Pick<AppliedDeviation, 'id' | 'expires'>): string {
  return `deviation ${id} holds until ${expires}: repair what it permits, or have it approved again before`;
}
