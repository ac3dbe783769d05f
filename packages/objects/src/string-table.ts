import { DoesNotFit, decode } from './view.js';

/** How often the names that are read may add up to the table itself. Linkers let names share their ends, but not more than that. */
const SHARING = 8;

/** What a small table may always give. */
const ALWAYS = 4096;

/**
 * Texts that end with a zero byte each, found by their offset. A forged file could let a million symbols begin one byte apart in
 * one long text; so what is read is bounded by the table's own size, and beyond it DoesNotFit is thrown.
 */
export class StringTable {
  readonly #bytes: Uint8Array;
  readonly #known = new Map<number, string>();
  #left: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#left = bytes.length * SHARING + ALWAYS;
  }

  at(offset: number): string {
    const known = this.#known.get(offset);
    if (known !== undefined) return known;
    const end = offset < this.#bytes.length ? this.#bytes.indexOf(0, offset) : -1;
    if (end === -1) throw new DoesNotFit();
    this.#left -= end - offset;
    if (this.#left < 0) throw new DoesNotFit();
    const text = decode(this.#bytes.subarray(offset, end));
    this.#known.set(offset, text);
    return text;
  }
}

/** Names as `ObjectFile.symbols` has them. */
export function sortedNames(names: Iterable<string>): string[] {
  const once = new Set(names);
  once.delete('');
  return [...once].sort();
}
