import { atLeast, isOnlyWay } from './bounds.js';
import type { Diagram, Place } from './diagram.js';
import type { Flow } from './flow.js';
import type { Path } from './paths.js';

/** What the counts of one profile tell of the evaluations that came to a condition. */
export interface Arrivals {
  /** How many came. */
  readonly visits: number;
  /** At least how many of them came by each of the ways to the condition, by the number of the way. */
  readonly byWay: readonly number[];
  /** At least how many were then true, respectively false, in such a way that this value decided the outcome. */
  readonly decidingTrue: number;
  readonly decidingFalse: number;
}

/**
 * The evaluations that came to a condition, by the ways that lead to it. The three bounds are exact, and independent of each
 * other: who came by which way, what the true ones met afterwards and what the false ones met are paired at different meetings.
 * Where nothing may be calculated, one evaluation stands for all, if only one way was open.
 */
export function arrivalsOf(diagram: Diagram, flow: Flow, place: Place, ways: readonly Path[]): Arrivals {
  const least = (stages: Place['before']) => atLeast(diagram, flow, stages);
  const decidingTrue = least(place.whenTrue);
  const decidingFalse = least(place.whenFalse);
  const [condition] = place.whenTrue;
  const at = condition?.from ?? 0;
  const byWay = ways.map((way) => {
    const last = way.at(-1);
    if (last === undefined) return flow.isExact ? flow.visits(at) : 1;
    const came = least(way.map(diagram.stage));
    return flow.isExact || isOnlyWay(diagram, flow, diagram.stage(last), at) ? came : 0;
  });
  return { visits: flow.isExact ? flow.visits(at) : 1, byWay, decidingTrue, decidingFalse };
}
