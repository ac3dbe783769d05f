import { isBefore, isSame, type Point } from './place.js';

/**
 * Where the records of LLVM tell how often a piece of code was executed: places inside it that are reached at most once
 * each time the piece is (but see `Statement` on loops).
 */
export interface Probes {
  /**
   * Where the innermost code around the piece begins that is run or skipped as a whole: a block, an arm, a closure's body,
   * a function's signature. A region that begins before it says nothing of the piece, although it may cover its places:
   * code that the compiler found unreachable has no region of its own.
   */
  readonly from: Point;
  readonly at: readonly Point[];
  /**
   * A region counts only when it ends before this place. A call's own region is its name; older compilers (rustc 1.85) let
   * one begin at the name that goes on through the arguments, and counts how often those were begun.
   */
  readonly until?: Point;
}

/** The part of an LLVM segment that matters here: from its place on, up to the next segment, the count holds. */
export interface Segment extends Point {
  readonly count: number;
  readonly hasCount: boolean;
  readonly isRegionEntry: boolean;
  readonly isGap: boolean;
}

/**
 * How often the piece was executed, or undefined when the records do not show it. `segmentAt` gives the last segment of
 * the file at or before a place. Only a segment that enters a region counts: one that falls back to an outer region may
 * belong to anything. A compiler may count less than the piece at some of its places (rustc 1.95 gives `matches!` the count
 * of the arm that matches), never more, so the largest count is right.
 */
export function countOf(probes: Probes, segmentAt: (place: Point) => Segment | undefined): number | undefined {
  const beyond = probes.until === undefined ? undefined : segmentAt(probes.until);
  let largest: number | undefined;
  for (const place of probes.at) {
    const segment = segmentAt(place);
    if (segment === undefined || !isOwn(segment, probes.from)) continue;
    if (beyond !== undefined && isSame(segment, beyond)) continue;
    if (largest === undefined || segment.count > largest) largest = segment.count;
  }
  return largest;
}

function isOwn(segment: Segment, from: Point): boolean {
  return segment.hasCount && segment.isRegionEntry && !segment.isGap && !isBefore(segment, from);
}
