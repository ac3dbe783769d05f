import { lapsedDeviations } from '@assay/bundle';
import { type AppliedDeviation, judgeAll, type Statement, utcDay, type Verdict } from '@assay/evidence';
import type { World } from '@assay/host';

/** What evidence comes to today, which may be later than the day that it speaks for. */
export interface Today {
  /** `fail` where a deviation has lapsed: it revives nothing, however old the commit is. Else what the evidence says. */
  verdict: Verdict;
  /** Deviations that the evidence counts, because they held on its own date, and that have expired since. Each once. */
  lapsed: AppliedDeviation[];
}

export function judgeToday(statements: readonly Statement[], { clock }: Pick<World, 'clock'>): Today {
  const lapsed = lapsedDeviations(statements, utcDay(clock.now()));
  const verdict = lapsed.length > 0 ? 'fail' : judgeAll(statements.map(({ predicate }) => predicate.verdict));
  return { verdict, lapsed };
}
