import { count, UserError } from '@assay/evidence';

/** What a screen holds. */
const MOST_REASONS = 10;

/** Throws UserError when there are reasons: what they speak against, then each on a line of its own. */
export function refuse(reasons: readonly string[], what: string, remedy: string): void {
  if (reasons.length === 0) return;
  const shown = reasons.slice(0, MOST_REASONS).map((reason) => `  ${reason}`);
  const more = reasons.length > MOST_REASONS ? [`  and ${reasons.length - MOST_REASONS} more`] : [];
  throw new UserError(`${what}: ${count(reasons.length, 'reason')}\n${[...shown, ...more].join('\n')}`, { remedy });
}
