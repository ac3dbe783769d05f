/**
 * Merges what is told of files in parts. A part that is much smaller than what is there waits for others, so that a file told of in very
 * many small parts does not take the square of their number.
 */
export class Merger<T> {
  readonly #merge: (a: T, b: T) => T;
  readonly #sizeOf: (part: T) => number;
  /** Of each file the parts that wait, each less than half as large as the one before. */
  readonly #waiting = new Map<string, T[]>();

  /** `merge` must not mind the order of parts, nor which are merged first. `sizeOf` says what merging a part takes. */
  constructor(merge: (a: T, b: T) => T, sizeOf: (part: T) => number) {
    this.#merge = merge;
    this.#sizeOf = sizeOf;
  }

  /** How many files there are. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Adds what is told of a file. */
  add(path: string, part: T): void {
    const waiting = this.#waiting.get(path);
    if (waiting === undefined) this.#waiting.set(path, [part]);
    else waiting.push(this.#mergeSmall(waiting, part));
  }

  /** Every file, by its path, in the order in which they were first told of. */
  finish(): Map<string, T> {
    return new Map([...this.#waiting].map(([path, parts]) => [path, parts.reduceRight((a, b) => this.#merge(a, b))]));
  }

  /** Takes those parts that are not much larger off the end, and merges them with this one. */
  #mergeSmall(waiting: T[], part: T): T {
    let merged = part;
    for (let last = waiting.at(-1); last !== undefined; last = waiting.at(-1)) {
      if (this.#sizeOf(last) > 2 * this.#sizeOf(merged)) break;
      waiting.pop();
      merged = this.#merge(last, merged);
    }
    return merged;
  }
}
