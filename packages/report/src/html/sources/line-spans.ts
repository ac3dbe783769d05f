import type { SpanMark } from '@assay/check';
import { groupBy } from '@assay/evidence';
import { indexOfColumn } from '../../source-text.js';

/** The part of a span that lies in one line: indices of UTF-16 units, the end exclusive. */
export interface Piece {
  from: number;
  to: number;
  span: SpanMark;
}

/** The spans of one line. */
export interface LineSpans {
  /** Those that begin in it, in the order given. */
  begun: readonly SpanMark[];
  /** What is to be marked in it, the outer before the inner. */
  pieces: readonly Piece[];
}

/** What lies deeper in one another is told under its line and not marked in place: more underlines are not told apart. */
export const MAX_NESTED = 8;

/** The spans of each line. A span that goes on over lines has a piece in each of them. */
export function spansByLine(lines: readonly string[], spans: readonly SpanMark[]): LineSpans[] {
  const starting = groupBy(spans, ({ from: [line] }) => line);
  let open: SpanMark[] = [];
  return lines.map((text, index) => {
    const line = index + 1;
    const begun = starting.get(line) ?? [];
    const here = [...open, ...begun];
    open = here.filter(({ to }) => to[0] > line).slice(0, MAX_NESTED);
    const pieces = here.flatMap((span) => pieceOf(span, text, line));
    return { begun, pieces: pieces.sort((a, b) => a.from - b.from || b.to - a.to) };
  });
}

/** None where a span only goes on in an empty line. An empty span is an empty piece: a place at which something is missing. */
function pieceOf(span: SpanMark, text: string, line: number): Piece[] {
  const begins = span.from[0] === line;
  const ends = span.to[0] <= line;
  const from = begins ? indexOfColumn(text, span.from[1]) : text.search(/\S|$/);
  const to = ends ? indexOfColumn(text, span.to[1]) : text.length;
  if (to > from) return [{ from, to, span }];
  return begins && ends ? [{ from, to: from, span }] : [];
}
