import type { Place, Subject } from './finding.js';
import type { Statement } from './statement.js';

/** A subject in a few words: `package time 0.3.41`. */
export function describeSubject(subject: Subject): string {
  return subject.version === undefined
    ? `${subject.kind} ${subject.name}`
    : `${subject.kind} ${subject.name} ${subject.version}`;
}

/** What evidence speaks of, for a sentence: `commit 1f0c…`, or `working tree …` where that is no commit. */
export function describeDigest(digest: Statement['subject'][0]['digest']): string {
  return 'gitCommit' in digest ? `commit ${digest.gitCommit}` : `working tree ${digest.dirHash1}`;
}

/** A place as compilers write it: `path:line:column`, as much of it as is known. */
export function formatPlace(place: Place): string {
  return [place.path, place.line, place.line === undefined ? undefined : place.column]
    .filter((part) => part !== undefined)
    .join(':');
}

/** `1 finding`, `3 findings`, `2 entries`. */
export function count(n: number, noun: string): string {
  return `${n} ${n === 1 ? noun : plural(noun)}`;
}

function plural(noun: string): string {
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** How many of how many: what was reached, and what had to be. */
export interface Ratio {
  reached: number;
  total: number;
}

/** `87.5 %`, cut and not rounded, so that it says 100 % only where nothing is missing; `–` of nothing. */
export function inPercent({ reached, total }: Ratio): string {
  if (total === 0) return '–';
  const tenths = Math.floor((reached * 1000) / total);
  return `${Math.floor(tenths / 10)}.${tenths % 10} %`;
}

/** Whole days from now in words: `today`, `tomorrow`, `in 12 days`, `yesterday`, `12 days ago`. */
export function inDays(days: number): string {
  if (days === 0) return 'today';
  if (Math.abs(days) === 1) return days === 1 ? 'tomorrow' : 'yesterday';
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}
