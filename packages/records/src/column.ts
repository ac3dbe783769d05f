/** Arrays of numbers of one kind. A `Buffer` is none: its `slice` copies nothing. */
type Numbers = Uint8Array | Uint32Array | Float64Array;

/** An array of numbers that grows. It keeps its room when its numbers are taken, so that it serves for one file after another. */
export class Column<T extends Numbers> {
  /** How many numbers are in it. */
  length = 0;
  readonly #make: (length: number) => T;
  #numbers: T;

  /** `make` makes an array of that many zeros. */
  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#numbers = make(64);
  }

  /** The number at an index below {@link length}. */
  at(index: number): number {
    return this.#numbers[index] as number;
  }

  /** Puts another number in the place of one. */
  set(index: number, number: number): void {
    this.#numbers[index] = number;
  }

  push(number: number): void {
    if (this.length === this.#numbers.length) this.#grow(this.length + 1);
    this.#numbers[this.length] = number;
    this.length += 1;
  }

  /** Pushes the numbers of another array from `start` to before `end`. */
  pushAll(numbers: T, start: number, end: number): void {
    const shift = this.length - start;
    if (end + shift > this.#numbers.length) this.#grow(end + shift);
    // For the few bytes of a name this is faster than making an array of them to copy.
    for (let at = start; at < end; at += 1) this.#numbers[at + shift] = numbers[at] as number;
    this.length = end + shift;
  }

  /** Are the numbers from an index on those of another array from `start` to before `end`? */
  matches(index: number, numbers: T, start: number, end: number): boolean {
    const own = this.#numbers;
    const shift = index - start;
    for (let at = start; at < end; at += 1) {
      if (own[at + shift] !== numbers[at]) return false;
    }
    return true;
  }

  /** All numbers, in an array of their own. There are none after that. */
  take(): T {
    const taken = this.#numbers.slice(0, this.length) as T;
    this.length = 0;
    return taken;
  }

  #grow(needed: number): void {
    const grown = this.#make(2 * needed);
    grown.set(this.#numbers);
    this.#numbers = grown;
  }
}
