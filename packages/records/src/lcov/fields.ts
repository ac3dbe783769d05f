import { quote } from '@assay/evidence';
import { type ByteRange, decode } from '../bytes/text.js';
import { MAX_COUNT, saturated } from '../count.js';
import { MAX_LINE } from '../span.js';

const COMMA = 0x2c;
const HYPHEN = 0x2d;
const ZERO = 0x30;

/** gcov writes negative counts where threads or processes wrote one counter at once. https://gcc.gnu.org/onlinedocs/gcc/Instrumentation-Options.html */
const NEGATIVE =
  'build with -fprofile-update=atomic, remove the old .gcda files and measure again: several threads or processes wrote one counter';

/** The fields of one record from left to right, with commas between them. */
export class Fields {
  readonly #refusal: (what: string, remedy?: string) => Error;
  #bytes: Buffer = Buffer.alloc(0);
  readonly #range: ByteRange = { bytes: this.#bytes, start: 0, end: 0 };
  #at = 0;
  #end = 0;

  /** `refusal` makes an error of what is wrong with the record, and what to do where it is known. */
  constructor(refusal: (what: string, remedy?: string) => Error) {
    this.#refusal = refusal;
  }

  /** Begins with another record, whose first field is at `start`. */
  begin(bytes: Buffer, start: number, end: number): void {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  /** A line, from 1 up. */
  line(): number {
    return this.#numberUpTo(MAX_LINE, 1, `a line: lines count from 1 to ${MAX_LINE}`);
  }

  /** Passes over a number that another field follows. */
  skipNumber(): void {
    const start = this.#at;
    this.#digits();
    if (this.#at > this.#end) this.#at = start;
  }

  /** A number that tells things apart. */
  index(): number {
    return this.#numberUpTo(MAX_COUNT, 0, 'a whole number');
  }

  #numberUpTo(highest: number, lowest: number, what: string): number {
    const start = this.#at;
    const number = this.#digits();
    if (number !== undefined && number >= lowest && number <= highest) return number;
    this.#at = start;
    throw this.#refusal(`${quote(this.text())} is not ${what}`);
  }

  /** A count as it is kept. */
  count(): number {
    const count = this.#digits();
    return count === undefined ? this.#countOf(this.text()) : saturated(count);
  }

  /** What a text means that stands where a count should. */
  #countOf(text: string): number {
    // Perl, and so lcov, writes what 64 bits do not hold like this.
    if (/^\d(\.\d+)?e\+?\d+$/.test(text) && Number(text) > MAX_COUNT) return MAX_COUNT;
    const isNegative = /^-\d/.test(text);
    throw this.#refusal(
      `the count ${quote(text)} is ${isNegative ? 'negative' : 'not a whole number'}`,
      isNegative ? NEGATIVE : undefined,
    );
  }

  /** A count, or `null` for a hyphen: what was never reached has none. */
  countOrHyphen(): number | null {
    if (this.#at + 1 !== this.#end || this.#bytes[this.#at] !== HYPHEN) return this.count();
    this.#at = this.#end + 1;
    return null;
  }

  /** Passes over letters that stand before a number. */
  skipLetters(letters: string): void {
    while (this.#at < this.#end && letters.includes(String.fromCharCode(this.#bytes[this.#at] as number)))
      this.#at += 1;
  }

  /** The next field, whatever it is. */
  text(): string {
    const comma = this.#bytes.subarray(0, this.#end).indexOf(COMMA, this.#at);
    return this.#take(comma === -1 ? this.#end : comma);
  }

  /** All but the last field of what is left. */
  allButLast(): string {
    const comma = this.#bytes.subarray(0, this.#end).lastIndexOf(COMMA);
    if (comma < this.#at) throw this.#refusal('it has too few fields');
    return this.#take(comma);
  }

  /** All that is left. */
  rest(): string {
    return this.#take(this.#end);
  }

  /** All that is left, whatever it is. The bytes are used again for the next record. */
  restBytes(): ByteRange {
    if (this.#at > this.#end) throw this.#refusal('it has too few fields');
    const range = this.#range;
    range.bytes = this.#bytes;
    range.start = this.#at;
    range.end = this.#end;
    this.#at = this.#end + 1;
    return range;
  }

  #take(end: number): string {
    if (this.#at > this.#end) throw this.#refusal('it has too few fields');
    const text = decode(this.#bytes, this.#at, end);
    if (text === undefined) throw this.#refusal('it is not UTF-8');
    this.#at = end + 1;
    return text;
  }

  /** The next field where it is digits alone. */
  #digits(): number | undefined {
    const bytes = this.#bytes;
    const end = this.#end;
    let at = this.#at;
    let value = 0;
    for (; at < end; at += 1) {
      const digit = (bytes[at] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (at === this.#at || (at < end && bytes[at] !== COMMA)) return undefined;
    this.#at = at + 1;
    return value;
  }
}
