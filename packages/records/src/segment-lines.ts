import { type LineCounts, LineCountsBuilder } from './line-counts.js';
import { GAP, HAS_COUNT, REGION_ENTRY, type Segments } from './segments.js';

/** A segment that begins a region of code, not of the space between. */
const CODE_ENTRY = HAS_COUNT | REGION_ENTRY;

/**
 * How often each line was executed, as LLVM 22 counts lines in `llvm-cov show` and its LCOV export: the highest of the count that
 * reaches the line from above and those of the regions that begin on it. A line on which neither is has no count, nor has one
 * whose first segment begins code that was left out, unless a region begins behind that. Source: `LineCoverageStats` in
 * llvm/lib/ProfileData/Coverage/CoverageMapping.cpp; `llvm-cov report` counts lines by function and gives other numbers.
 */
export function lineCountsOf(segments: Segments): LineCounts {
  const counts = new LineCountsBuilder();
  let from = 0;
  for (let line = segments.lines[0] ?? 1; from < segments.length; line += 1) {
    const to = endOfLine(segments, from, line);
    const count = countOfLine(segments, from, to);
    if (count !== undefined) counts.add(line, count);
    from = to;
  }
  return counts.build();
}

/** The number of the first segment that begins behind a line. */
function endOfLine({ length, lines }: Segments, from: number, line: number): number {
  let to = from;
  while (to < length && lines[to] === line) to += 1;
  return to;
}

/** The count of a line whose segments are those from `from` to before `to`. */
function countOfLine({ counts, flags }: Segments, from: number, to: number): number | undefined {
  const above = from === 0 ? 0 : (flags[from - 1] ?? 0);
  const first = from === to ? 0 : (flags[from] ?? 0);
  let count = counts[from - 1] ?? 0;
  let isCounted = (above & HAS_COUNT) !== 0 && (first & CODE_ENTRY) !== REGION_ENTRY;
  for (let index = from; index < to; index += 1) {
    const own = flags[index] ?? 0;
    if ((own & CODE_ENTRY) !== CODE_ENTRY) continue;
    isCounted = true;
    if ((own & GAP) === 0) count = Math.max(count, counts[index] ?? 0);
  }
  return isCounted ? count : undefined;
}
