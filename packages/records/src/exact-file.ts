import type { Branch } from './branch.js';
import type { Decision } from './decision.js';
import type { LineCounts } from './line-counts.js';
import { lineCountsOf } from './segment-lines.js';
import { lastSegmentBefore, type Segment, type Segments, segmentAt } from './segments.js';

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

  /**
   * The last segment that begins at or before a place, which holds for it; `undefined` where none does. Line and column count from 1,
   * columns in bytes.
   */
  segmentBefore(line: number, column: number): Segment | undefined {
    const index = lastSegmentBefore(this.segments, line, column);
    return index < 0 ? undefined : segmentAt(this.segments, index);
  }

  /** The segment with which a region begins exactly here; `undefined` where none does. */
  entryAt(line: number, column: number): Segment | undefined {
    const segment = this.segmentBefore(line, column);
    return segment?.isRegionEntry === true && segment.line === line && segment.column === column ? segment : undefined;
  }

  /** How often each line was executed, as llvm-cov counts lines. Worked out anew each time. */
  lineCounts(): LineCounts {
    return lineCountsOf(this.segments);
  }
}
