import { distance } from 'fastest-levenshtein';

/** The candidate that a slip of the hand most likely meant; `undefined` when none is close. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  return allNear(word, candidates)[0];
}

/** The candidates that a slip of the hand may have meant, the most likely first. */
export function allNear(word: string, candidates: Iterable<string>): string[] {
  // A third of the word: `levl` finds `level`, and `foo` finds nothing.
  const atMost = Math.max(1, Math.floor(word.length / 3));
  return [...candidates]
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= atMost)
    .sort((a, b) => a.edits - b.edits)
    .map(({ candidate }) => candidate);
}

/** `; did you mean "level"?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const similar = nearest(word, candidates);
  return similar === undefined ? '' : `; did you mean ${JSON.stringify(similar)}?`;
}
