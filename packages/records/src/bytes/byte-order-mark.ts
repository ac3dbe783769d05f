/** What Windows programs put before UTF-8. */
const MARK = [0xef, 0xbb, 0xbf];

/** The same bytes without the mark, where they begin with it. */
export async function* withoutByteOrderMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let start: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of chunks) {
    if (start === undefined) {
      yield chunk;
      continue;
    }
    // A copy, because the bytes of a chunk may be used again for the next.
    start = Buffer.concat([start, chunk]);
    if (start.length < MARK.length) continue;
    yield withoutMark(start);
    start = undefined;
  }
  if (start !== undefined) yield start;
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return MARK.every((byte, index) => bytes[index] === byte) ? bytes.subarray(MARK.length) : bytes;
}
