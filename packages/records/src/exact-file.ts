import type { Branch } from './branch.js';
import type { Decision } from './decision.js';
import type { LineCounts } from './line-counts.js';
import { lineCountsOf } from './segment-lines.js';
import { lastSegmentBefore, type Segment, type Segments, segmentAt } from './segments.js';

/** How often what stands at a place was executed. */
export interface Execution {
  count: number;
  /** Is it only the space between statements, which no statement’s count may be taken from? */
  isGap: boolean;
}

/** What was recorded of one file, to the column. */
export class ExactFile {
  readonly segments: Segments;
  /** In order, each place once: the instances of a generic are summed. */
  readonly branches: readonly Branch[];
  /** In order, each place once for each number of conditions. */
  readonly decisions: readonly Decision[];

  constructor(segments: Segments, branches: readonly Branch[], decisions: readonly Decision[]) {
    this.segments = segments;
    this.branches = branches;
    this.decisions = decisions;
  }

  /** How often the place was executed; `undefined` where nothing is counted. Line and column count from 1, columns in bytes. */
  countAt(line: number, column: number): Execution | undefined {
    const index = lastSegmentBefore(this.segments, line, column);
    if (index < 0) return undefined;
    const { hasCount, count, isGap } = segmentAt(this.segments, index);
    return hasCount ? { count, isGap } : undefined;
  }

  /** The segment with which a region begins exactly here; `undefined` where none does. */
  entryAt(line: number, column: number): Segment | undefined {
    const index = lastSegmentBefore(this.segments, line, column);
    if (index < 0) return undefined;
    const segment = segmentAt(this.segments, index);
    return segment.isRegionEntry && segment.line === line && segment.column === column ? segment : undefined;
  }

  /** How often each line was executed, as llvm-cov counts lines. Worked out anew each time. */
  lineCounts(): LineCounts {
    return lineCountsOf(this.segments);
  }
}
