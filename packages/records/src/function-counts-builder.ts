import { Column } from './column.js';
import { compareFunctions, type FunctionCount, FunctionCounts } from './function-counts.js';

/** More than the functions of a file; a line, times this, is still an exact number. */
const MOST = 2 ** 28;

/** Gathers functions in any order. Serves for one file after another. */
export class FunctionCountsBuilder {
  readonly #combine: (a: number, b: number) => number;
  readonly #lines = new Column((length) => new Uint32Array(length));
  readonly #counts = new Column((length) => new Float64Array(length));
  readonly #names = new Column<Uint8Array>((length) => new Uint8Array(length));
  readonly #nameEnds = new Column((length) => new Uint32Array(length));

  /** `combine` makes one count of two for the same function. */
  constructor(combine: (a: number, b: number) => number) {
    this.#combine = combine;
  }

  /** How many were added. */
  get size(): number {
    return this.#lines.length;
  }

  /** Adds a function whose name, in UTF-8, is a part of these bytes. */
  add(line: number, count: number, bytes: Buffer, start: number, end: number): void {
    this.#lines.push(line);
    this.#counts.push(count);
    this.#names.pushAll(bytes, start, end);
    this.#nameEnds.push(this.#names.length);
  }

  /** Adds a function. */
  addNamed({ line, name, count }: FunctionCount): void {
    const bytes = Buffer.from(name);
    this.add(line, count, bytes, 0, bytes.length);
  }

  /** Adds the function with this number of others. */
  addFrom(functions: FunctionCounts, index: number): void {
    const { lines, counts, names, nameEnds } = functions;
    this.add(
      lines[index] as number,
      counts[index] as number,
      names,
      functions.nameStart(index),
      nameEnds[index] as number,
    );
  }

  /** Is the name of the function with this number, from 0, this part of these bytes? */
  isNamed(index: number, bytes: Buffer, start: number, end: number): boolean {
    const from = this.#nameStart(index);
    return this.#nameEnds.at(index) - from === end - start && this.#names.matches(from, bytes, start, end);
  }

  /** The name of the function with this number. */
  nameOf(index: number): string {
    const name = Buffer.alloc(this.#nameEnds.at(index) - this.#nameStart(index));
    for (let at = 0; at < name.length; at += 1) name[at] = this.#names.at(this.#nameStart(index) + at);
    return name.toString();
  }

  /** Adds to the count of the function with this number. */
  addCount(index: number, count: number): void {
    this.#counts.set(index, this.#combine(this.#counts.at(index), count));
  }

  /** What was added. There is nothing after that. */
  build(): FunctionCounts {
    const gathered = this.#take();
    return isInOrder(gathered) ? gathered : this.#sorted(gathered);
  }

  #take(): FunctionCounts {
    const names = Buffer.from(this.#names.take().buffer);
    return new FunctionCounts(this.#lines.take(), this.#counts.take(), names, this.#nameEnds.take());
  }

  #sorted(gathered: FunctionCounts): FunctionCounts {
    let last = -1;
    for (const index of orderOf(gathered)) {
      const count = gathered.counts[index] as number;
      const isAgain = last >= 0 && compareFunctions(gathered, last, gathered, index) === 0;
      if (isAgain) this.addCount(this.size - 1, count);
      else this.addFrom(gathered, index);
      last = index;
    }
    return this.#take();
  }

  #nameStart(index: number): number {
    return index === 0 ? 0 : this.#nameEnds.at(index - 1);
  }
}

/** Does each function stand behind the one before? */
function isInOrder(functions: FunctionCounts): boolean {
  for (let index = 1; index < functions.size; index += 1) {
    if (compareFunctions(functions, index - 1, functions, index) >= 0) return false;
  }
  return true;
}

/** The numbers of functions in their order. Lines are sorted as numbers first: comparing functions one by one takes much longer. */
function orderOf(functions: FunctionCounts): Uint32Array {
  const { lines, size } = functions;
  const keys = new Float64Array(size);
  for (let index = 0; index < size; index += 1) keys[index] = (lines[index] as number) * MOST + index;
  keys.sort();
  const order = new Uint32Array(size);
  for (let at = 0; at < size; at += 1) order[at] = (keys[at] as number) % MOST;
  for (let start = 0, end = 1; end <= size; end += 1) {
    if (end < size && lines[order[end] as number] === lines[order[start] as number]) continue;
    if (end - start > 1) order.subarray(start, end).sort((a, b) => compareFunctions(functions, a, functions, b));
    start = end;
  }
  return order;
}
