import type { Point, Span } from './place.js';

/**
 * Turns offsets into a source (UTF-16 code units, as JavaScript counts) into lines and byte columns, and these into offsets.
 * A place of an offset costs two binary searches, however long its line is.
 */
export class Lines {
  readonly #source: string;
  /** The offset at which each line begins. */
  readonly #starts: readonly number[];
  /** The offsets of the code units that are more than one byte of UTF-8, and how many bytes more they are together up to each. */
  readonly #wide: readonly number[];
  readonly #surplus: readonly number[];

  constructor(source: string) {
    this.#source = source;
    const starts = [0];
    for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
    const wide: number[] = [];
    const surplus: number[] = [];
    let sum = 0;
    for (const { index } of source.matchAll(/[^\0-\x7f]/g)) {
      sum += moreBytes(source.charCodeAt(index));
      wide.push(index);
      surplus.push(sum);
    }
    this.#wide = wide;
    this.#surplus = surplus;
  }

  point(offset: number): Point {
    const line = countUpTo(this.#starts, offset);
    const start = this.#starts[line - 1] ?? 0;
    return { line, column: offset - start + 1 + this.#surplusBefore(offset) - this.#surplusBefore(start) };
  }

  span(start: number, end: number): Span {
    const from = this.point(start);
    const to = this.point(end);
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }

  /** The offset of a line and a byte column; the end of the source when it has no such place. */
  offset({ line, column }: Point): number {
    const start = this.#starts[line - 1];
    if (start === undefined) return this.#source.length;
    let at = start;
    for (let bytes = 1; bytes < column && at < this.#source.length; at++) {
      const unit = this.#source.charCodeAt(at);
      bytes += unit < 0x80 ? 1 : 1 + moreBytes(unit);
    }
    return at;
  }

  #surplusBefore(offset: number): number {
    return this.#wide.length === 0 ? 0 : (this.#surplus[countUpTo(this.#wide, offset - 1) - 1] ?? 0);
  }
}

/** How many of the sorted numbers are at most `limit`. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** By how many bytes a code unit from 0x80 on is more than one: a surrogate pair is two units and four bytes. */
function moreBytes(unit: number): number {
  return unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
}
