import type { Html } from '../tag.js';
import { plotPart } from './plot.js';

/** A count at a date. */
export interface DatedCount {
  label: string;
  count: number;
  words: string;
}

/** Counts over time, in the order given, on the scale of the highest. */
export function countsPart(title: string, counts: readonly DatedCount[]): Html {
  const highest = Math.max(1, ...counts.map(({ count }) => count));
  return plotPart({
    title,
    groups: [
      {
        rows: counts.map(({ label, count, words }) => ({ label, from: 0, to: (count * 100) / highest, words })),
      },
    ],
    ends: ['0', String(highest)],
  });
}
