import { distance } from 'fastest-levenshtein';

/** The candidate that a slip of the hand most likely meant; `undefined` when none is close. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const ranked = [...candidates]
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  // A third of the word: `levl` finds `level`, and `foo` finds nothing.
  return best !== undefined && best.edits <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

/** `; did you mean "level"?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const similar = nearest(word, candidates);
  return similar === undefined ? '' : `; did you mean ${JSON.stringify(similar)}?`;
}
