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
