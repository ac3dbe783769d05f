import { UserError } from '@assay/evidence';

/** A text, or bytes, as a stream of chunks of at most `size` bytes. Every chunk is overwritten when the next is asked for. */
export async function* streamOf(content: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array, void> {
  const bytes = Buffer.from(content);
  const chunk = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) {
    yield chunk.subarray(0, bytes.copy(chunk, 0, at, at + size));
    chunk.fill('#');
  }
}

/** What the error says to a person; fails where there is none, or one of another kind. */
export async function complaint(reading: Promise<unknown>): Promise<string> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof UserError) return error.describe();
    throw error;
  }
  throw new Error('it was accepted');
}

/** A generator of the same whole numbers from 0 to below `limit` for the same seed. */
export function randomFrom(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    // The linear congruential generator of Numerical Recipes; its high bits are good enough to choose by.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
