import { DoesNotFit, decode } from '../view.js';

/** Reads WebAssembly’s binary form step by step. Throws DoesNotFit at the end of the bytes. */
export class WasmCursor {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new DoesNotFit();
    this.#at += 1;
    return byte;
  }

  /** LEB128 of at most 32 bits. */
  u32(): number {
    let value = 0;
    for (let index = 0; index < 5; index += 1) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80 && value < 2 ** 32) return value;
    }
    throw new DoesNotFit();
  }

  /** A number of up to 64 bits that is not needed. */
  skipNumber(): void {
    for (let index = 0; index < 10; index += 1) if (this.byte() < 0x80) return;
    throw new DoesNotFit();
  }

  take(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw new DoesNotFit();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** The bytes that are left. */
  rest(): Uint8Array {
    return this.take(this.#bytes.length - this.#at);
  }

  /** A text with its length in front. */
  text(): string {
    return decode(this.take(this.u32()));
  }
}
