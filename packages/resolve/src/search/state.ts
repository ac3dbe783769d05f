import type { Nogood, Term } from './nogood.js';
import { emptyTrail, type Trail } from './trail.js';
import type { Watches } from './watches.js';

/** All that a search keeps. */
export interface State<Cause> {
  trail: Trail<Cause>;
  watches: Watches<Cause>;
  /** By variable: how many values it had at the start. */
  sizes: number[];
  /** Nogoods that are not taken in yet, in the order in which they were given. */
  given: Nogood<Cause>[];
  /** Nogoods of which something followed at a lower level than the one where they were taken in. It is taken back too early. */
  late: Nogood<Cause>[];
  /** What is assumed, each at a level of its own. */
  assumed: Assumption<Cause>[];
  /** How many steps of the trail were looked at. */
  visited: number;
  /** How many steps of the trail are known to be about variables that need no decision. */
  settled: number;
  effort: Effort;
}

/** A term that shall not hold this time. */
export interface Assumption<Cause> {
  not: Term;
  cause: Cause;
}

/** How much a search did. */
export interface Effort {
  decisions: number;
  conflicts: number;
}

export function emptyState<Cause>(): State<Cause> {
  return {
    trail: emptyTrail(),
    watches: [],
    sizes: [],
    given: [],
    late: [],
    assumed: [],
    visited: 0,
    settled: 0,
    effort: { decisions: 0, conflicts: 0 },
  };
}
