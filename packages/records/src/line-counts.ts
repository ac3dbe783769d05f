import { Column } from './column.js';
import { addCounts } from './count.js';

/** How often each line of a file was executed, in order of the lines. A line that is not in it holds no code that is counted. */
export class LineCounts implements Iterable<[line: number, count: number]> {
  /** Lines in order, each once. */
  readonly lines: Uint32Array;
  /** Of each of {@link lines}. */
  readonly counts: Float64Array;

  constructor(lines: Uint32Array, counts: Float64Array) {
    this.lines = lines;
    this.counts = counts;
  }

  /** How many lines have a count. */
  get size(): number {
    return this.lines.length;
  }

  /** `undefined` for a line that has none. */
  get(line: number): number | undefined {
    let low = 0;
    let high = this.lines.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.lines[middle] as number) < line) low = middle + 1;
      else high = middle;
    }
    return this.lines[low] === line ? this.counts[low] : undefined;
  }

  /** Lines with their counts, in order. */
  *[Symbol.iterator](): Generator<[line: number, count: number], void, undefined> {
    for (let index = 0; index < this.lines.length; index += 1) {
      yield [this.lines[index] as number, this.counts[index] as number];
    }
  }
}

/** Gathers the counts of lines in any order; those of one line are summed. Serves for one file after another. */
export class LineCountsBuilder {
  readonly #lines = new Column((length) => new Uint32Array(length));
  readonly #counts = new Column((length) => new Float64Array(length));
  /** Does each line that was added stand behind the one before? */
  #ascends = true;

  add(line: number, count: number): void {
    const last = this.#lines.length - 1;
    if (last >= 0 && line <= this.#lines.at(last)) this.#ascends = false;
    this.#lines.push(line);
    this.#counts.push(count);
  }

  /** What was added. There is nothing after that. */
  build(): LineCounts {
    const gathered = new LineCounts(this.#lines.take(), this.#counts.take());
    const counts = this.#ascends ? gathered : this.#sorted(gathered);
    this.#ascends = true;
    return counts;
  }

  #sorted(gathered: LineCounts): LineCounts {
    const counts = new Map<number, number>();
    for (const [line, count] of gathered) {
      const before = counts.get(line);
      counts.set(line, before === undefined ? count : addCounts(before, count));
    }
    const lines = Uint32Array.from(counts.keys()).sort();
    return new LineCounts(
      lines,
      Float64Array.from(lines, (line) => counts.get(line) ?? 0),
    );
  }
}
