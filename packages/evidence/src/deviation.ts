import * as z from 'zod';
import { daysBetween } from './date.js';
import { type AppliedDeviation, Disposition, type Finding, Place, type Subject } from './finding.js';

/**
 * What a deviation covers: exactly one kind of subject, by name, and by version where only that version is meant.
 * `{ package = "time" }`, `{ package = "time", version = "0.3.41" }`, `{ item = "rust#159035" }`.
 */
export const DeviationScope = z
  .strictObject({
    workspace: z.string().optional(),
    package: z.string().optional(),
    target: z.string().optional(),
    file: z.string().optional(),
    item: z.string().optional(),
    version: z.string().optional(),
  })
  .refine((scope) => scopeKinds.filter((kind) => scope[kind] !== undefined).length === 1, {
    error: 'a scope names exactly one of workspace, package, target, file, item',
  });
export type DeviationScope = z.infer<typeof DeviationScope>;

const scopeKinds = ['workspace', 'package', 'target', 'file', 'item'] as const satisfies readonly Subject['kind'][];

/** A recorded, approved, expiring permission for findings (MISRA Compliance's word). */
export const Deviation = z.strictObject({
  id: z.string().min(1),
  rule: z.string().min(1),
  scope: DeviationScope,
  disposition: Disposition.optional(),
  rationale: z.string().min(1),
  /** Who asked for it, where the policy says so. */
  requestedBy: z.string().min(1).optional(),
  approvedBy: z.string().min(1),
  /** The last day on which it holds, `YYYY-MM-DD`. */
  expires: z.iso.date(),
  /** Where the policy states it. */
  at: Place,
});
export type Deviation = z.infer<typeof Deviation>;

/** A deviation that somebody asks for and nobody has approved. It permits nothing. */
export const DeviationRequest = Deviation.omit({ approvedBy: true }).required({ requestedBy: true });
export type DeviationRequest = z.infer<typeof DeviationRequest>;

/** Does the deviation speak of this finding, expired or not? */
export function covers(
  deviation: Pick<Deviation, 'rule' | 'scope'>,
  finding: Pick<Finding, 'rule' | 'subject'>,
): boolean {
  const { scope } = deviation;
  return (
    deviation.rule === finding.rule &&
    scope[finding.subject.kind] === finding.subject.name &&
    (scope.version === undefined || scope.version === finding.subject.version)
  );
}

/** Is it past its last day at `asOf` (both `YYYY-MM-DD`, so text order is date order)? */
export function isExpired(deviation: Pick<Deviation, 'expires'>, asOf: string): boolean {
  return deviation.expires < asOf;
}

/** Days before the last day of a deviation in which its end is announced: time to have it approved again, or to repair. */
export const EXPIRY_NOTICE_DAYS = 30;

/** Does it still hold at `asOf`, but for {@link EXPIRY_NOTICE_DAYS} more at most? */
export function isExpiring(deviation: Pick<Deviation, 'expires'>, asOf: string): boolean {
  return !isExpired(deviation, asOf) && daysBetween(asOf, deviation.expires) <= EXPIRY_NOTICE_DAYS;
}

/** Where a deviation stands in its life. An `expiring` one holds, for {@link EXPIRY_NOTICE_DAYS} more at most. */
export type DeviationState = 'requested' | 'approved' | 'expiring' | 'expired';

/** Where it stands on a day (`YYYY-MM-DD`). What nobody approved is requested, whatever the day: it permits nothing. */
export function deviationState(
  deviation: Pick<Deviation, 'expires'> & Partial<Pick<Deviation, 'approvedBy'>>,
  day: string,
): DeviationState {
  if (deviation.approvedBy === undefined) return 'requested';
  if (isExpired(deviation, day)) return 'expired';
  return isExpiring(deviation, day) ? 'expiring' : 'approved';
}

/** The findings with the first deviation that covers each and is not expired. */
export function applyDeviations(
  findings: readonly Finding[],
  deviations: readonly Deviation[],
  asOf: string,
): Finding[] {
  const valid = deviations.filter((deviation) => !isExpired(deviation, asOf));
  return findings.map((finding) => {
    const deviation = valid.find((candidate) => covers(candidate, finding));
    return { ...finding, deviation: deviation === undefined ? null : appliedDeviation(deviation) };
  });
}

/** What the evidence repeats of a deviation: everything but what it covers and where the policy states it. */
export function appliedDeviation({ rule: _rule, scope: _scope, at: _at, ...repeated }: Deviation): AppliedDeviation {
  return repeated;
}

/** Deviations that held when evidence was made, and have expired since: `deviation DEV-1 expired on 2026-06-30`. */
export function lapsedInWords(lapsed: readonly Pick<Deviation, 'id' | 'expires'>[]): string {
  return lapsed.map(({ id, expires }) => `deviation ${id} expired on ${expires}`).join(', ');
}

/** A scope in a few words: `package time 0.3.41`. */
export function describeScope(scope: DeviationScope): string {
  const { version, ...kinds } = scope;
  const [kind, name] = Object.entries(kinds).find(([, value]) => value !== undefined) ?? ['', ''];
  return [kind, name, version].filter((part) => part !== undefined && part !== '').join(' ');
}
