import { createHash } from 'node:crypto';

/** Sixteen hex digits of a digest: enough to tell two states of a function apart. */
export function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
