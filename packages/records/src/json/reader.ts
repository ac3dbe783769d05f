import type { ByteWindow } from '../bytes/window.js';
import { isInNumber, numberEnd, textEnd, UNFINISHED, WRONG, wordEnd } from './scan.js';
import { BEGIN_ARRAY, BEGIN_OBJECT, END_ARRAY, END_OBJECT, KEY, MORE, NUMBER, TEXT } from './steps.js';

/** Levels of values in each other. LLVM’s export has ten. */
const DEPTH_LIMIT = 64;

/** Bytes of one text or number: 16 MiB. */
const TOKEN_LIMIT = 16 * 1024 * 1024;

const COMMA = 0x2c;
const ZERO = 0x30;
const NINE = 0x39;

/** What may come next, by its place in {@link awaited}. */
const VALUE = 0;
const VALUE_OR_END = 1;
const KEY_OR_END = 2;
const KEY_ONLY = 3;
const COLON = 4;
const COMMA_OR_END = 5;
const NOTHING = 6;
const awaited = ['a value', 'a value or "]"', 'a key or "}"', 'a key', '":"', '"," or an end', 'the end of the file'];

const words = ['true', 'false', 'null'].map((word) => Buffer.from(word));

/** Makes an error of what is wrong, and of where it stands: an offset in bytes from the start of the stream. */
export type Refusal = (what: string, offset: number) => Error;

/**
 * Reads JSON (RFC 8259) from a window of bytes, step by step, and checks all of it, also what nobody asks about. Of what it has read
 * it keeps only how it is nested.
 */
export class JsonReader {
  /** How many arrays and objects are open. */
  depth = 0;
  /** The last {@link NUMBER}; `NaN` where it is not a whole number from 0 up, in digits alone. */
  number = 0;
  readonly #window: ByteWindow;
  readonly #refusal: Refusal;
  #next = VALUE;
  /** The byte that opened each of what is open. */
  readonly #around = new Uint8Array(DEPTH_LIMIT);
  #textStart = 0;

  constructor(window: ByteWindow, refusal: Refusal) {
    this.#window = window;
    this.#refusal = refusal;
  }

  /** Has the whole document come? */
  get isDone(): boolean {
    return this.#next === NOTHING;
  }

  /** The error for what is wrong here. */
  refusal(what: string): Error {
    return this.#refusal(what, this.#window.offset);
  }

  /** Goes one step on and says what was there. Throws where this is not JSON. */
  step(): number {
    const window = this.#window;
    const { bytes, end } = window;
    for (let at = window.at; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (byte === COMMA && this.#next === COMMA_OR_END) {
        this.#next = this.#around[this.depth - 1] === BEGIN_ARRAY ? VALUE : KEY_ONLY;
      } else if (byte === KEY && this.#next === COLON) {
        this.#next = VALUE;
      } else if (byte > 0x20 || !isSpace(byte)) {
        window.at = at;
        return this.#token(byte);
      }
    }
    window.at = end;
    return this.#wait();
  }

  /** Goes on until no more is open than `depth`; false where more bytes are needed for that. */
  finish(depth: number): boolean {
    while (this.depth > depth) {
      if (this.step() === MORE) return false;
    }
    return true;
  }

  /** The last {@link KEY} or {@link TEXT}, to be asked for before the next step. */
  text(): string {
    const { bytes, at } = this.#window;
    return JSON.parse(bytes.toString('utf8', this.#textStart, at)) as string;
  }

  #token(byte: number): number {
    const next = this.#next;
    if (next <= VALUE_OR_END) {
      if (byte >= ZERO && byte <= NINE) return this.#digits();
      if (byte !== END_ARRAY) return this.#value(byte);
    }
    if (byte === TEXT && (next === KEY_OR_END || next === KEY_ONLY)) return this.#text(KEY, COLON);
    if (this.#mayEnd(byte)) return this.#end(byte);
    throw this.#misplaced(byte);
  }

  /** A number in digits alone, as nearly all are; the others are left to {@link numberEnd}. */
  #digits(): number {
    const window = this.#window;
    const { bytes, at: start, end } = window;
    let at = start;
    let value = 0;
    for (; at < end; at += 1) {
      const digit = (bytes[at] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (at === end || isInNumber(bytes[at] as number) || (bytes[start] === ZERO && at > start + 1))
      return this.#number();
    this.number = value;
    window.at = at;
    this.#next = this.#afterValue();
    return NUMBER;
  }

  #number(): number {
    const { bytes, at, end } = this.#window;
    this.number = Number.NaN;
    return this.#take(numberEnd(bytes, at, end), NUMBER, this.#afterValue());
  }

  #value(byte: number): number {
    if (byte === TEXT) return this.#text(TEXT, this.#afterValue());
    if (byte === BEGIN_ARRAY) return this.#begin(byte, VALUE_OR_END);
    if (byte === BEGIN_OBJECT) return this.#begin(byte, KEY_OR_END);
    const word = words.find((each) => each[0] === byte);
    if (word === undefined) return this.#number();
    const { bytes, at, end } = this.#window;
    return this.#take(wordEnd(bytes, at, end, word), byte, this.#afterValue());
  }

  #text(kind: number, next: number): number {
    const { bytes, at, end } = this.#window;
    this.#textStart = at;
    return this.#take(textEnd(bytes, at + 1, end), kind, next);
  }

  #begin(byte: number, next: number): number {
    if (this.depth === DEPTH_LIMIT) throw this.refusal(`more than ${DEPTH_LIMIT} values stand in each other`);
    this.#around[this.depth] = byte;
    this.depth += 1;
    this.#window.at += 1;
    this.#next = next;
    return byte;
  }

  #mayEnd(byte: number): boolean {
    const next = this.#next;
    const mayEnd = next === COMMA_OR_END || next === VALUE_OR_END || next === KEY_OR_END;
    const opened = this.#around[this.depth - 1];
    return mayEnd && byte === (opened === BEGIN_ARRAY ? END_ARRAY : END_OBJECT);
  }

  #end(byte: number): number {
    this.depth -= 1;
    this.#window.at += 1;
    this.#next = this.#afterValue();
    return byte;
  }

  #afterValue(): number {
    return this.depth === 0 ? NOTHING : COMMA_OR_END;
  }

  /** Takes a token up to its end. */
  #take(end: number, kind: number, next: number): number {
    if (end === UNFINISHED) return this.#wait();
    if (end - this.#window.at > TOKEN_LIMIT) throw this.#tooLong();
    if (end === WRONG) throw this.refusal(`this is not ${awaited[this.#next]}`);
    this.#window.at = end;
    this.#next = next;
    return kind;
  }

  #wait(): number {
    const window = this.#window;
    if (window.end - window.at > TOKEN_LIMIT) throw this.#tooLong();
    window.wait();
    return MORE;
  }

  #tooLong(): Error {
    return this.refusal(`a text or number has more than ${TOKEN_LIMIT} bytes`);
  }

  #misplaced(byte: number): Error {
    const found = byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}"` : `the byte ${byte}`;
    return this.refusal(`${found} stands where ${awaited[this.#next]} should`);
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
