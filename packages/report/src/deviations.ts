import { type DeviationUse, PolicyFacts } from '@assay/check';
import {
  count,
  type Deviation,
  type DeviationRequest,
  type DeviationState,
  daysBetween,
  describeScope,
  deviationState,
} from '@assay/evidence';
import type { Report } from './report.js';

/** A deviation that the policy states, approved or requested, and what became of it at the evidence's own date. */
export interface StatedDeviation
  extends Pick<Deviation, 'id' | 'rule' | 'disposition' | 'rationale' | 'expires' | 'at'> {
  /** In words: `package time 0.3.41`. */
  scope: string;
  requestedBy?: string;
  /** Absent while it is only requested: then it permits nothing. */
  approvedBy?: string;
  /** On the evidence's date. */
  state: DeviationState;
  /** Days from the evidence's date to its last day; negative when that has passed. */
  daysLeft: number;
  /** Did the check that owns the rule have facts to judge? Where not, what it would match is not known. */
  examined: boolean;
  /** Keys of the findings that it speaks of. */
  matches: readonly string[];
}

/** Every deviation of the policy, and every request for one, by the evidence of the check `policy`. */
export interface StatedDeviations {
  deviations: readonly StatedDeviation[];
  requests: readonly StatedDeviation[];
}

/** As the policy states them; `undefined` where no evidence of the check `policy` says it. */
export function statedDeviations({ statements }: Report): StatedDeviations | undefined {
  const evidence = statements.find(({ predicate }) => predicate.check === 'policy');
  const read = PolicyFacts.safeParse(evidence?.predicate.facts);
  if (!read.success) return undefined;
  const { asOf, deviations, requests } = read.data;
  return {
    deviations: deviations.map(({ deviation, ...use }) => stated(deviation, use, asOf)),
    requests: requests.map(({ request, ...use }) => stated(request, use, asOf)),
  };
}

/** `used by 1 finding`, `unused: it matches no finding`, `not known: its check left no facts`. */
export function describeUse({ examined, matches }: Pick<StatedDeviation, 'examined' | 'matches'>): string {
  if (!examined) return 'not known: its check left no facts';
  return matches.length === 0 ? 'unused: it matches no finding' : `used by ${count(matches.length, 'finding')}`;
}

/** `until 2027-06-30, 214 days left`, `until 2026-12-02, expiring: 10 days left`, `until 2026-11-21, expired 1 day before`: before the evidence's own date. */
export function describeExpiry({
  expires,
  state,
  daysLeft,
}: Pick<StatedDeviation, 'expires' | 'state' | 'daysLeft'>): string {
  const until = `until ${expires}, ${state === 'expiring' ? 'expiring: ' : ''}`;
  if (daysLeft < 0) return `${until}expired ${count(-daysLeft, 'day')} before`;
  return `${until}${daysLeft === 0 ? 'its last day' : `${count(daysLeft, 'day')} left`}`;
}

function stated(
  deviation: Deviation | DeviationRequest,
  { examined, matches }: Pick<DeviationUse, 'examined' | 'matches'>,
  asOf: string,
): StatedDeviation {
  const { scope, requestedBy, ...repeated } = deviation;
  return {
    ...repeated,
    ...(requestedBy === undefined ? {} : { requestedBy }),
    scope: describeScope(scope),
    state: deviationState(deviation, asOf),
    daysLeft: daysBetween(asOf, deviation.expires),
    examined,
    matches: matches.map(({ key }) => key),
  };
}
