import type { Gap } from '@assay/evidence';
import type { TargetFacts } from './facts.js';
import { buildGaps } from './gaps-of-builds.js';
import { recordGaps } from './gaps-of-record.js';
import { runGaps } from './gaps-of-runs.js';

/**
 * What the facts themselves leave open, so that no target passes on what nobody saw: what is not known of the target, builds and runs that came to no
 * result, or of which there are none. Pure; who collects adds them to the gaps that it met on the way.
 */
export function gapsOf(facts: TargetFacts): Gap[] {
  // Of what nobody knows nothing was tried.
  if (facts.record.kind === 'unknown') return recordGaps(facts);
  return [...recordGaps(facts), ...buildGaps(facts), ...runGaps(facts)];
}
