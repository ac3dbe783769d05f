import { count, daysBetween } from '@assay/evidence';
import type { Policy } from '@assay/policy';
import type { Origin } from './origin.js';

/** How long evidence stays where it is, and how long the policy wants it kept. Days as `YYYY-MM-DD`. */
export interface Retention {
  /** The day on which GitHub deletes it; `undefined` where no day is set. */
  expires: string | undefined;
  /** `[project] keep-until` of the policy in the bundle. */
  keepUntil: string | undefined;
  /** What is known, in a sentence. */
  note: string;
  /** Why it would be deleted too early, and what to do; `undefined` where it would not. */
  warning: string | undefined;
}

/** Holds the day on which GitHub deletes what was fetched against the policy. Pure. */
export function retentionOf(origin: Origin, policy: Policy | undefined, today: string): Retention {
  const keepUntil = policy?.keepUntil;
  if (origin.kind === 'release') {
    const { immutable } = origin.release;
    const writer =
      immutable === true
        ? 'GitHub keeps it from being changed, and deletes it with the release'
        : 'whoever may write to the repository can replace or delete it';
    return {
      expires: undefined,
      keepUntil,
      note: `a release's asset has no day of expiry; ${writer}`,
      warning: undefined,
    };
  }
  const expires = origin.artifact.expires_at?.slice(0, 10);
  if (expires === undefined) {
    return { expires, keepUntil, note: 'GitHub does not say when it deletes the artifact', warning: undefined };
  }
  const left = daysBetween(today, expires);
  const when = left >= 0 ? `in ${count(left, 'day')}` : 'any time now';
  return {
    expires,
    keepUntil,
    note: `GitHub deletes the artifact on ${expires}, ${when}`,
    warning: tooEarly(origin.run.id, expires, keepUntil),
  };
}

/** GitHub keeps artifacts for at most 90 days, those of private repositories for 400. */
function tooEarly(run: number, expires: string, keepUntil: string | undefined): string | undefined {
  if (keepUntil === undefined || expires > keepUntil) return undefined;
  return `GitHub deletes the evidence of run ${run} on ${expires}, and the policy wants it kept until ${keepUntil}: attach the bundle to a release, or put it into an archive (assay audit … --output DIR)`;
}
