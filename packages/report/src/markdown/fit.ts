import type { Totals } from '../report.js';

/** What a reader misses where the page is cut: a finding, a gap, a deviation that the policy states, a row of a table of checks, of parts or of members, a whole table of something else. */
export type Missing = Totals & Record<'stated' | 'checks' | 'parts' | 'members' | 'tables', number>;

const nothing: Missing = {
  ...{ errors: 0, warnings: 0, deviated: 0, gaps: 0 },
  ...{ stated: 0, checks: 0, parts: 0, members: 0, tables: 0 },
};

/** A piece of the page that is shown whole or not at all, and what it shows. */
export interface Piece {
  text: string;
  shows?: Partial<Missing>;
}

/** As many pieces from the start as fit with the sentence that counts the others. */
export function fit(pieces: readonly Piece[], everything: Missing, maxBytes: number): string {
  const whole = pieces.map(({ text }) => text).join('');
  if (Buffer.byteLength(whole) <= maxBytes) return whole;
  const shown: string[] = [];
  let [size, missing] = [0, everything];
  for (const { text, shows = {} } of pieces) {
    size += Buffer.byteLength(text);
    // The sentence only gets shorter from here on, so what fits now fits at the end.
    if (size + Buffer.byteLength(cutNote(missing)) > maxBytes) break;
    shown.push(text);
    missing = added(missing, shows, -1);
  }
  return shown.join('') + cutNote(missing);
}

/** All that these pieces show. */
export function everythingOf(pieces: readonly Piece[]): Missing {
  return pieces.reduce((sum, { shows = {} }) => added(sum, shows, 1), nothing);
}

function added(all: Missing, some: Partial<Missing>, sign: 1 | -1): Missing {
  const sum = { ...all };
  for (const key of Object.keys(some) as (keyof Missing)[]) sum[key] += sign * (some[key] ?? 0);
  return sum;
}

function cutNote({ errors, warnings, deviated, gaps, stated, checks, parts: rows, members, tables }: Missing): string {
  const more = (n: number, noun: string) => (n === 0 ? [] : [`${n} more ${noun}${n === 1 ? '' : 's'}`]);
  const parts = [
    ...more(errors + warnings + deviated, 'finding'),
    ...more(gaps, 'gap'),
    ...more(stated, 'stated deviation'),
    ...more(checks, 'check'),
    ...more(rows, 'part'),
    ...more(members, 'member'),
    ...more(tables, 'table'),
  ];
  return `\n\n**Cut to fit: and ${parts.join(', ')}.** The report holds them all.\n`;
}
