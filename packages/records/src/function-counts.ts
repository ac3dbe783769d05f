import { isAscii } from 'node:buffer';

/** A function, and how often it was called. */
export interface FunctionCount {
  name: string;
  /** Where it begins. */
  line: number;
  count: number;
}

/**
 * The functions of a file in order of their lines, then names, each once. Their names stay in bytes until they are asked for: the names of
 * Rust’s functions are most of a large file of records, and as texts they took most of the memory and time.
 */
export class FunctionCounts implements Iterable<FunctionCount> {
  readonly lines: Uint32Array;
  readonly counts: Float64Array;
  /** The names in UTF-8, one behind another. */
  readonly names: Buffer;
  /** Where each name ends in {@link names}. */
  readonly nameEnds: Uint32Array;

  /** Of the four, the same numbers belong together. */
  constructor(lines: Uint32Array, counts: Float64Array, names: Buffer, nameEnds: Uint32Array) {
    this.lines = lines;
    this.counts = counts;
    this.names = names;
    this.nameEnds = nameEnds;
  }

  /** How many there are. */
  get size(): number {
    return this.lines.length;
  }

  /** Functions in order. */
  *[Symbol.iterator](): Generator<FunctionCount, void, undefined> {
    // One text is made and cut much faster than many, and bytes that are ASCII are as many letters.
    const all = isAscii(this.names) ? this.names.toString('latin1') : undefined;
    for (let index = 0; index < this.size; index += 1) {
      const [start, end] = [this.nameStart(index), this.nameEnds[index] as number];
      const name = all?.slice(start, end) ?? this.names.toString('utf8', start, end);
      yield { name, line: this.lines[index] as number, count: this.counts[index] as number };
    }
  }

  /** Where the name of the function with this number, from 0, begins in {@link names}. */
  nameStart(index: number): number {
    return index === 0 ? 0 : (this.nameEnds[index - 1] as number);
  }
}

/** Orders the function with number `index` in one list and that with number `other` in another: by line, then by name. */
export function compareFunctions(a: FunctionCounts, index: number, b: FunctionCounts, other: number): number {
  const byLine = (a.lines[index] as number) - (b.lines[other] as number);
  if (byLine !== 0) return byLine;
  return a.names.compare(b.names, b.nameStart(other), b.nameEnds[other], a.nameStart(index), a.nameEnds[index]);
}
