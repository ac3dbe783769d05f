import { Column } from './column.js';

/** Where the count of executions changes: it holds from here to the next segment. */
export interface Segment {
  line: number;
  column: number;
  /** 0 where {@link hasCount} is false. */
  count: number;
  /** False where no code is, and where the preprocessor or the compiler left it out. */
  hasCount: boolean;
  /** Does a region begin here, or does one go on after another has ended? */
  isRegionEntry: boolean;
  /** White space between statements, counted only so that a line has a count. */
  isGap: boolean;
}

/** The segments of a file in the order of their places, in arrays of numbers: a large workspace has millions. */
export interface Segments {
  readonly length: number;
  readonly lines: Uint32Array;
  readonly columns: Uint32Array;
  readonly counts: Float64Array;
  /** Sums of {@link HAS_COUNT}, {@link REGION_ENTRY} and {@link GAP}. */
  readonly flags: Uint8Array;
}

export const HAS_COUNT = 1;
export const REGION_ENTRY = 2;
export const GAP = 4;

/** The segment with this number, from 0. */
export function segmentAt(segments: Segments, index: number): Segment {
  const flags = segments.flags[index] ?? 0;
  return {
    line: segments.lines[index] ?? 0,
    column: segments.columns[index] ?? 0,
    count: segments.counts[index] ?? 0,
    hasCount: (flags & HAS_COUNT) !== 0,
    isRegionEntry: (flags & REGION_ENTRY) !== 0,
    isGap: (flags & GAP) !== 0,
  };
}

/** The number of the last segment that begins at or before a place; -1 where none does. */
export function lastSegmentBefore({ length, lines, columns }: Segments, line: number, column: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = lines[middle] ?? 0;
    if (at < line || (at === line && (columns[middle] ?? 0) <= column)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Gathers segments in order. Serves for one file after another. */
export class SegmentsBuilder {
  readonly #lines = new Column((length) => new Uint32Array(length));
  readonly #columns = new Column((length) => new Uint32Array(length));
  readonly #counts = new Column((length) => new Float64Array(length));
  readonly #flags = new Column((length) => new Uint8Array(length));

  /** Adds one behind those that are there. False, and nothing added, where it stands before the last of them. */
  add(line: number, column: number, count: number, flags: number): boolean {
    const last = this.#lines.length - 1;
    const lastLine = last < 0 ? 0 : this.#lines.at(last);
    if (line < lastLine || (line === lastLine && column < this.#columns.at(last))) return false;
    this.#lines.push(line);
    this.#columns.push(column);
    this.#counts.push(count);
    this.#flags.push(flags);
    return true;
  }

  /** Those that were added. There are none after that. */
  build(): Segments {
    return {
      length: this.#lines.length,
      lines: this.#lines.take(),
      columns: this.#columns.take(),
      counts: this.#counts.take(),
      flags: this.#flags.take(),
    };
  }
}
