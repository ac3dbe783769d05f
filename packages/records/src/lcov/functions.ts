import { type ByteRange, decode, isText } from '../bytes/text.js';
import type { FunctionCount, FunctionCounts } from '../function-counts.js';
import type { FunctionCountsBuilder } from '../function-counts-builder.js';

const NOT_TEXT = 'the name of the function is not UTF-8';

/**
 * Gathers the functions of a section, in both forms: FN and FNDA tell by name where a function begins and how often it was called; FNL
 * and FNA, since lcov 2.2, by a number.
 */
export class FunctionsDraft {
  /** Those of FN, in its order. */
  readonly #functions: FunctionCountsBuilder;
  /** How many of them, from the first, have their count: FNDA nearly always has the order of FN. */
  #counted = 0;
  /** FNDA in another order. */
  readonly #others: { name: string; count: number }[] = [];
  /** The lines of FNL by number. */
  readonly #lines = new Map<number, number>();
  /** FNA. */
  readonly #numbered: FunctionCount[] = [];

  /** `functions` is empty. */
  constructor(functions: FunctionCountsBuilder) {
    this.#functions = functions;
  }

  /** FN. Says what is wrong with it where something is. */
  name({ bytes, start, end }: ByteRange, line: number): string | undefined {
    if (!isText(bytes, start, end)) return NOT_TEXT;
    this.#functions.add(line, 0, bytes, start, end);
    return undefined;
  }

  /** FNDA. Says what is wrong with it where something is. */
  count({ bytes, start, end }: ByteRange, count: number): string | undefined {
    const next = this.#counted;
    if (next < this.#functions.size && this.#functions.isNamed(next, bytes, start, end)) {
      this.#functions.addCount(next, count);
      this.#counted += 1;
      return undefined;
    }
    const name = decode(bytes, start, end);
    if (name === undefined) return NOT_TEXT;
    this.#others.push({ name, count });
    return undefined;
  }

  /** FNL */
  number(index: number, line: number): void {
    this.#lines.set(index, line);
  }

  /** FNA. Says what is wrong with it where something is. */
  countNumbered(index: number, name: string, count: number): string | undefined {
    const line = this.#lines.get(index);
    if (line === undefined) return `no FNL before it has the number ${index}`;
    this.#numbered.push({ name, line, count });
    return undefined;
  }

  /** All of them, or the name that has a count and no line. */
  finish(): FunctionCounts | string {
    const unknown = this.#others.length === 0 ? undefined : this.#countOthers();
    if (unknown !== undefined) return unknown;
    for (const one of this.#numbered) this.#functions.addNamed(one);
    return this.#functions.build();
  }

  /**
   * Functions of one name have their counts in the order of their lines; further counts are the last one’s. Gives a name that no
   * function has.
   */
  #countOthers(): string | undefined {
    const last = new Map<string, number>();
    const waiting = new Map<string, number[]>();
    for (let index = this.#functions.size - 1; index >= 0; index -= 1) {
      const name = this.#functions.nameOf(index);
      if (!last.has(name)) last.set(name, index);
      if (index < this.#counted) continue;
      const namesakes = waiting.get(name);
      if (namesakes === undefined) waiting.set(name, [index]);
      else namesakes.push(index);
    }
    for (const { name, count } of this.#others) {
      const index = waiting.get(name)?.pop() ?? last.get(name);
      if (index === undefined) return name;
      this.#functions.addCount(index, count);
    }
    return undefined;
  }
}
