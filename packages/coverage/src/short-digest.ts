import { sha256 } from '@assay/evidence';
import { type FunctionItem, normaliser } from '@assay/obligations';
import type { Context } from './match/context.js';

/** Sixteen hex digits of a digest: enough to tell two states of a function apart. */
export function shortDigest(text: string): string {
  return sha256(text).slice(0, 16);
}

/** Digests of functions, their layout aside: each is computed once, however often its file is matched. */
export function functionDigests(): Context['digestOf'] {
  const normalisers = new Map<string, ReturnType<typeof normaliser>>();
  const digests = new Map<FunctionItem, string>();
  return ({ file, text }, item) => {
    const known = digests.get(item);
    if (known !== undefined) return known;
    const normalised = normalisers.get(file) ?? normaliser(text);
    normalisers.set(file, normalised);
    const digest = shortDigest(normalised(item.span));
    digests.set(item, digest);
    return digest;
  };
}
