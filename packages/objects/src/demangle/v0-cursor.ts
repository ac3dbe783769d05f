/** How much of one symbol is read, back references counted each time: they could make it endless. */
const MAX_STEPS = 2000;
const MAX_DEPTH = 100;

/** Reads a symbol of Rust’s v0 mangling step by step. What does not fit is `undefined`; nothing throws. */
export class V0Cursor {
  readonly #text: string;
  #at = 0;
  #steps = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  next(): string | undefined {
    const sign = this.#text[this.#at];
    this.#at += 1;
    return sign;
  }

  /** Takes the sign if it is there. */
  skip(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  /** Takes what the pattern, which begins with `^`, finds here. */
  match(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.#text.slice(this.#at, this.#at + 100))?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  /** A number in base 62 with its `_`. */
  base62(): string | undefined {
    return this.match(/^[0-9a-zA-Z]*_/);
  }

  /** A number that may be left out and begins with this letter; `_` where it is. */
  number(letter: string): string | undefined {
    return this.skip(letter) ? this.base62() : '_';
  }

  /** A name, with or without the number that keeps equal ones apart. Names outside ASCII stay in Punycode. */
  identifier(): string | undefined {
    if (this.number('s') === undefined) return undefined;
    this.skip('u');
    const length = this.match(/^(0|[1-9]\d{0,4})/);
    if (length === undefined) return undefined;
    this.skip('_');
    const end = this.#at + Number(length);
    if (end > this.#text.length) return undefined;
    const name = this.#text.slice(this.#at, end);
    this.#at = end;
    return name;
  }

  /** Reads what stands earlier in the symbol, where the number says. */
  back(read: (cursor: V0Cursor) => string | undefined): string | undefined {
    const from = this.#at - 1;
    const number = this.base62();
    const target = number === undefined ? from : base62Value(number);
    if (target >= from) return undefined;
    const resume = this.#at;
    this.#at = target;
    const text = read(this);
    this.#at = resume;
    return text;
  }

  /** One step down. */
  deeper(read: () => string | undefined): string | undefined {
    this.#steps += 1;
    if (this.#steps > MAX_STEPS || this.#depth > MAX_DEPTH) return undefined;
    this.#depth += 1;
    const text = read();
    this.#depth -= 1;
    return text;
  }
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** `_` is 0, `0_` is 1. */
function base62Value(text: string): number {
  if (text === '_') return 0;
  return 1 + [...text.slice(0, -1)].reduce((sum, digit) => sum * 62 + DIGITS.indexOf(digit), 0);
}
