import { ExactFile } from './exact-file.js';
import { GAP, HAS_COUNT, REGION_ENTRY, SegmentsBuilder } from './segments.js';

/**
 * A file with these segments: line, column, count, and letters: `c` it has a count, `e` a region begins, `g` it is a gap. A segment
 * without `c` has no count.
 */
export function exactFile(...rows: readonly (readonly [number, number, number, string])[]): ExactFile {
  const segments = new SegmentsBuilder();
  for (const [line, column, count, letters] of rows) {
    const flags =
      (letters.includes('c') ? HAS_COUNT : 0) +
      (letters.includes('e') ? REGION_ENTRY : 0) +
      (letters.includes('g') ? GAP : 0);
    if (!segments.add(line, column, count, flags)) throw new Error(`${line}:${column} is out of order`);
  }
  return new ExactFile(segments.build(), [], []);
}

/** How often what stands at a place was executed. */
export interface Execution {
  count: number;
  /** Is it only the space between statements, which no statement’s count may be taken from? */
  isGap: boolean;
}

/** How often the place was executed; `undefined` where nothing is counted. */
export function countAt(file: ExactFile, line: number, column: number): Execution | undefined {
  const segment = file.segmentBefore(line, column);
  return segment?.hasCount === true ? { count: segment.count, isGap: segment.isGap } : undefined;
}
