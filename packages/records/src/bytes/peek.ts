/** A stream whose beginning is known. */
interface Peeked {
  /** As many bytes as were asked for, or more, or all there are. */
  first: Uint8Array;
  /** All bytes, those of {@link first} too: to be taken, or closed. */
  all: AsyncIterable<Uint8Array>;
  /** To be called when {@link all} is not taken. */
  close(): Promise<void>;
}

/** Looks at the first `length` bytes of a stream, which is not to be used otherwise after that. */
export async function peek(chunks: AsyncIterable<Uint8Array>, length: number): Promise<Peeked> {
  const iterator = chunks[Symbol.asyncIterator]();
  let first: Uint8Array = new Uint8Array();
  while (first.length < length) {
    const next = await iterator.next();
    if (next.done === true) break;
    first = Buffer.concat([first, next.value]);
  }
  const close = async (): Promise<void> => {
    await iterator.return?.();
  };
  return { first, all: resume(first, iterator, close), close };
}

async function* resume(
  first: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
  close: () => Promise<void>,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield first;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await close();
  }
}
