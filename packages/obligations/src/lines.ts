import type { Point, Span } from './place.js';

/** Turns offsets into a source (UTF-16 code units, as JavaScript counts) into lines and byte columns. */
export class Lines {
  readonly #source: string;
  readonly #starts: readonly number[];
  /** The last place that was asked for: the next one is often further on in the same line. */
  #line = 0;
  #offset = 0;
  #column = 1;

  constructor(source: string) {
    this.#source = source;
    const starts = [0];
    for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  point(offset: number): Point {
    const line = this.#lineOf(offset);
    if (line !== this.#line || offset < this.#offset) {
      this.#line = line;
      this.#offset = this.#starts[line] ?? 0;
      this.#column = 1;
    }
    this.#column += bytes(this.#source, this.#offset, offset);
    this.#offset = offset;
    return { line: line + 1, column: this.#column };
  }

  span(start: number, end: number): Span {
    const from = this.point(start);
    const to = this.point(end);
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }

  #lineOf(offset: number): number {
    if (offset >= (this.#starts[this.#line] ?? 0) && offset < (this.#starts[this.#line + 1] ?? Infinity))
      return this.#line;
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** The length in bytes of UTF-8 of a part of a text that does not begin or end inside a surrogate pair. */
function bytes(text: string, start: number, end: number): number {
  let count = end - start;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    // A surrogate pair is two units and four bytes; every other unit from 0x800 on is three bytes.
    count += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return count;
}
