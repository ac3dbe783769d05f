import { type DeviationUse, PolicyFacts } from '@assay/check';
import { count, type Deviation, type DeviationRequest, daysBetween, describeScope, isExpired } from '@assay/evidence';
import type { Report } from './report.js';

/** A deviation that the policy states, or one that somebody asks for, and what became of it at the evidence's own date. */
export interface StatedPermission
  extends Pick<Deviation, 'id' | 'rule' | 'disposition' | 'rationale' | 'expires' | 'at'> {
  /** In words: `package time 0.3.41`. */
  scope: string;
  requestedBy?: string;
  /** Absent while it is only asked for: then it permits nothing. */
  approvedBy?: string;
  /** Days from the evidence's date to its last day; negative when that has passed. */
  daysLeft: number;
  /** Did the check that owns the rule have facts to judge? Where not, what it would match is not known. */
  examined: boolean;
  /** Keys of the findings that it speaks of. */
  matches: readonly string[];
}

/** Every deviation of the policy, and every request for one, by the evidence of the check `policy`. */
export interface Permissions {
  deviations: readonly StatedPermission[];
  requests: readonly StatedPermission[];
}

/** As the policy states them; `undefined` where no evidence of the check `policy` says it. */
export function permissionsIn({ statements }: Report): Permissions | undefined {
  const evidence = statements.find(({ predicate }) => predicate.check === 'policy');
  const read = PolicyFacts.safeParse(evidence?.predicate.facts);
  if (!read.success) return undefined;
  const { asOf, deviations, requests } = read.data;
  return {
    deviations: deviations.map(({ deviation, ...use }) => stated(deviation, use, asOf)),
    requests: requests.map(({ request, ...use }) => stated(request, use, asOf)),
  };
}

/** `used by 1 finding`, `not used: no finding needs it`. */
export function describeUse({ examined, matches }: Pick<StatedPermission, 'examined' | 'matches'>): string {
  if (!examined) return 'not known: its check left no facts';
  return matches.length === 0 ? 'not used: it matches no finding' : `used by ${count(matches.length, 'finding')}`;
}

/** `until 2027-06-30, 214 days left`, `until 2026-01-01, expired 12 days ago`: counted from the evidence's own date. */
export function describeExpiry({ expires, daysLeft }: Pick<StatedPermission, 'expires' | 'daysLeft'>): string {
  if (daysLeft < 0) return `until ${expires}, expired ${count(-daysLeft, 'day')} before`;
  return `until ${expires}, ${daysLeft === 0 ? 'its last day' : `${count(daysLeft, 'day')} left`}`;
}

function stated(
  permission: Deviation | DeviationRequest,
  { examined, matches }: Pick<DeviationUse, 'examined' | 'matches'>,
  asOf: string,
): StatedPermission {
  const { scope, requestedBy, ...repeated } = permission;
  return {
    ...repeated,
    ...(requestedBy === undefined ? {} : { requestedBy }),
    scope: describeScope(scope),
    daysLeft: daysBetween(asOf, permission.expires),
    examined,
    matches: matches.map(({ key }) => key),
  };
}

/** How many of them hold at the evidence's date. */
export function holdingCount({ deviations }: Permissions, asOf: string): number {
  return deviations.filter((each) => !isExpired(each, asOf)).length;
}
