import { lapsedDeviations, type Verification } from '@assay/bundle';
import { utcDay } from '@assay/evidence';
import { nothing, type OriginJudgement } from './origin-judgement.js';

/**
 * Did the deviations hold at a moment that GitHub's clock tells (ISO 8601)? Evidence that is dated earlier revives none. `event`: what
 * happened then, for the message.
 */
export function heldOn({ statements, asOf = '' }: Verification, moment: string, event: string): OriginJudgement {
  const day = utcDay(Date.parse(moment));
  const problems = lapsedDeviations(statements, day).map(({ id, expires }) => ({
    where: `deviation ${id}`,
    what: `had expired on ${expires} when ${event}, on ${day}; it counts only because the evidence is dated ${asOf}`,
  }));
  return { ...nothing, problems };
}
