type Endian = 'little' | 'big';

/** Numbers and texts as they stand in files. */
export function numbers(
  endian: Endian,
  ...fields: readonly (readonly [value: number, bytes: 1 | 2 | 4 | 8])[]
): Buffer {
  return Buffer.concat(
    fields.map(([value, length]) => {
      const field = Buffer.alloc(8);
      field.writeBigUInt64BE(BigInt(value));
      const big = field.subarray(8 - length);
      return endian === 'big' ? big : Buffer.from(big).reverse();
    }),
  );
}

/** A text in a field of fixed length. */
export function field(text: string, length: number, fill = '\0'): Buffer {
  return Buffer.from(text.padEnd(length, fill)).subarray(0, length);
}

/** Texts that end with a zero byte each, an empty one first, and where each begins. */
export function strings(texts: readonly string[], start = 1): { bytes: Buffer; offsets: number[] } {
  const offsets: number[] = [];
  let at = start;
  for (const text of texts) {
    offsets.push(at);
    at += Buffer.byteLength(text) + 1;
  }
  return { bytes: Buffer.from(`${'\0'.repeat(start)}${texts.map((text) => `${text}\0`).join('')}`), offsets };
}
