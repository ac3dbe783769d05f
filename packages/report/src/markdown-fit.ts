import type { Totals } from './report.js';

/** What a reader misses where the page is cut: a row of the table of checks or of their parts, a finding, a gap, a member's row of figures. */
export type Missing = Totals & { checks: number; parts: number; members: number };

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
    missing = less(missing, shows);
  }
  return shown.join('') + cutNote(missing);
}

function less(all: Missing, shown: Partial<Missing>): Missing {
  return {
    errors: all.errors - (shown.errors ?? 0),
    warnings: all.warnings - (shown.warnings ?? 0),
    deviated: all.deviated - (shown.deviated ?? 0),
    gaps: all.gaps - (shown.gaps ?? 0),
    checks: all.checks - (shown.checks ?? 0),
    parts: all.parts - (shown.parts ?? 0),
    members: all.members - (shown.members ?? 0),
  };
}

function cutNote({ errors, warnings, deviated, gaps, checks, parts: rows, members }: Missing): string {
  const more = (n: number, noun: string) => (n === 0 ? [] : [`${n} more ${noun}${n === 1 ? '' : 's'}`]);
  const parts = [
    ...more(errors + warnings + deviated, 'finding'),
    ...more(gaps, 'gap'),
    ...more(checks, 'check'),
    ...more(rows, 'part'),
    ...more(members, 'member'),
  ];
  return `\n\n**Cut to fit: and ${parts.join(', ')}.** The report holds them all.\n`;
}
