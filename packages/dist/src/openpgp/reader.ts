import { malformed } from './error.js';

/** Reads bytes from front to back. Every read past the end throws SignatureError `malformed`. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  take(length: number): Uint8Array {
    if (this.#bytes.length - this.#at < length) throw malformed('an OpenPGP packet is cut off');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** All that is left. */
  rest(): Uint8Array {
    return this.take(this.#bytes.length - this.#at);
  }

  /** A number of so many bytes, the highest first. */
  number(length: 1 | 2 | 4): number {
    return this.take(length).reduce((value, byte) => value * 256 + byte, 0);
  }

  /**
   * A multiprecision integer: its length in bits, then its bytes, without zero bits in front (RFC 9580, section 3.2). Zero and
   * what is longer than 16,384 bits are refused: no RSA key that anyone uses needs them.
   */
  integer(): Uint8Array {
    const bits = this.number(2);
    if (bits === 0 || bits > 16384) throw malformed(`an OpenPGP integer has ${bits} bits`);
    const bytes = this.take(Math.ceil(bits / 8));
    const highest = 32 - Math.clz32(bytes[0] ?? 0);
    if (highest !== ((bits - 1) % 8) + 1) throw malformed('an OpenPGP integer is not as long as it says');
    return bytes;
  }

  /** The length of a packet or subpacket in the newer form (RFC 9580, section 4.2.1), partial lengths refused. */
  length(): number {
    const first = this.number(1);
    if (first < 192) return first;
    if (first < 224) return ((first - 192) << 8) + this.number(1) + 192;
    if (first === 255) return this.number(4);
    throw malformed('an OpenPGP packet comes in parts');
  }
}
