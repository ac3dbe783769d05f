/** Thrown inside this package where a file points outside itself or contradicts itself; `unlessItFits` catches it. */
export class DoesNotFit extends Error {}

/** What `read` gives, or `undefined` where the bytes do not hold what they promise. Every other error is a defect and goes on. */
export function unlessItFits<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DoesNotFit) return undefined;
    throw error;
  }
}

/** Bytes with numbers in them. Whatever lies outside throws DoesNotFit. Nothing is copied. */
export class View {
  readonly bytes: Uint8Array;
  readonly endian: 'little' | 'big';
  readonly #data: DataView;

  constructor(bytes: Uint8Array, endian: 'little' | 'big') {
    this.bytes = bytes;
    this.endian = endian;
    this.#data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(at: number): number {
    this.#check(at, 1);
    return this.#data.getUint8(at);
  }

  u16(at: number): number {
    this.#check(at, 2);
    return this.#data.getUint16(at, this.endian === 'little');
  }

  u32(at: number): number {
    this.#check(at, 4);
    return this.#data.getUint32(at, this.endian === 'little');
  }

  /** A number above 2^53 is no offset and no size of any file. */
  u64(at: number): number {
    this.#check(at, 8);
    const value = Number(this.#data.getBigUint64(at, this.endian === 'little'));
    if (!Number.isSafeInteger(value)) throw new DoesNotFit();
    return value;
  }

  slice(at: number, length: number): Uint8Array {
    this.#check(at, length);
    return this.bytes.subarray(at, at + length);
  }

  /** A text in a field of fixed length, filled up with zero bytes. */
  text(at: number, length: number): string {
    const field = this.slice(at, length);
    const end = field.indexOf(0);
    return decode(end === -1 ? field : field.subarray(0, end));
  }

  #check(at: number, length: number): void {
    if (at < 0 || length < 0 || at + length > this.length) throw new DoesNotFit();
  }
}

const decoder = new TextDecoder();

/** UTF-8, with replacement characters for what is none. */
export function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Do the bytes begin so? */
export function beginsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
