import { type Metric, metricWords } from './metric.js';

/** What a finding about a figure holds. Counts of obligations. */
export type Shortfall = {
  member: string;
  level: string;
  metric: Metric;
  percent: number;
  covered: number;
  total: number;
  /** Of those that lack and are not justified, how many a test can mend. */
  missed: number;
  unmeasured: number;
  countsUnmeasured: boolean;
  raw: string;
  justified: number;
  withJustified: string;
  /** The first places that lack, `src/lib.rs:12:4: what`. */
  first: string[];
  /** How many more there are. */
  left: number;
};

/** `statement coverage of app (ASIL B) is 75.0 %: 3 of 4 statements, and 100 % is asked for`. */
export function message(shortfall: Shortfall): string {
  const { member, level, metric, percent, covered, total, unmeasured, raw, justified, withJustified } = shortfall;
  const { title, things } = metricWords[metric];
  const asked = `and ${percent} % is asked for`;
  if (total === 0) {
    const none = `none of its ${unmeasured} ${things} could be measured`;
    return `${title} of ${member} (${level}) is not known: ${none}, ${asked}`;
  }
  const permitted = justified === 0 ? '' : `, ${withJustified} with ${justified} that are justified`;
  const counted = shortfall.countsUnmeasured ? 'counted as missed' : 'left out of the figure';
  const unknown = unmeasured === 0 ? '' : `; ${unmeasured} could not be measured, ${counted}`;
  return `${title} of ${member} (${level}) is ${raw}: ${covered} of ${total} ${things}${permitted}, ${asked}${unknown}`;
}

/** What to do, with the first places. */
export function remedy({ missed, first, left }: Shortfall): string {
  const what =
    missed > 0
      ? 'add tests for what is missing, or justify what no test can reach:'
      : 'measure it in another way (a run with other features, a report of the target), or justify it:';
  const more = left === 0 ? [] : [`and ${left} more, marked in the report`];
  return [what, ...first, ...more].join('\n  ');
}
