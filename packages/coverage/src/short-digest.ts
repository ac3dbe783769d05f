import { sha256 } from '@assay/evidence';

/** Sixteen hex digits of a digest: enough to tell two states of a function apart. */
export function shortDigest(text: string): string {
  return sha256(text).slice(0, 16);
}
