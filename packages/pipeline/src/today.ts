import { type AppliedDeviation, isExpired, judgeAll, type Statement, type Verdict } from '@assay/evidence';
import type { World } from '@assay/host';
import { utcDay } from './date.js';

/** Deviations that the evidence counts, because they held on its own date, and that have expired since. Each once. */
export function lapsedDeviations(statements: readonly Statement[], world: Pick<World, 'clock'>): AppliedDeviation[] {
  const today = utcDay(world.clock.now());
  const applied = statements.flatMap(({ predicate }) => predicate.findings.flatMap(({ deviation }) => deviation ?? []));
  const lapsed = applied.filter((deviation) => isExpired(deviation, today));
  return [...new Map(lapsed.map((deviation) => [deviation.id, deviation])).values()];
}

/** The verdict of today: a lapsed deviation revives nothing, however old the commit is. */
export function verdictOfToday(statements: readonly Statement[], world: Pick<World, 'clock'>): Verdict {
  if (lapsedDeviations(statements, world).length > 0) return 'fail';
  return judgeAll(statements.map(({ predicate }) => predicate.verdict));
}
