import type { MarkKind, SourceNote } from '@assay/check';
import { markSymbol } from '../../words.js';
import { type Html, html, type Part } from '../tag.js';
import { type LineSpans, MAX_NESTED, type Piece } from './line-spans.js';
import { markedAs } from './marks.js';
import { notesPart } from './notes.js';

/** A line of source with all that is told of it. */
export interface SourceLine extends LineSpans {
  number: number;
  id: string;
  text: string;
  /** `undefined`: it owes nothing. */
  kind: MarkKind | undefined;
  notes: readonly SourceNote[];
}

/**
 * A line: number, mark, text. One with something to tell below it can be opened, by mouse and keyboard; its id is within, so that who
 * follows a link to it finds it open. Notes are open where a line ran and something is missing: of the others the mark says enough.
 */
export function linePart({ number, id, text, kind, begun, pieces, notes }: SourceLine): Html {
  const gutter = kind === undefined ? undefined : html`<i>${markSymbol[kind]} ${kind}</i>`;
  const shown = html`<b>${number}</b>${gutter}${markedText(text, pieces, kind)}`;
  if (begun.length + notes.length === 0) {
    return html`<div id="${id}"${markedAs(kind)}>${shown}</div>
`;
  }
  const open = notes.length > 0 && kind === 'partly' ? html` open` : undefined;
  return html`<details${markedAs(kind)}${open}><summary>${shown}</summary>${notesPart(id, begun, notes, kind)}</details>
`;
}

/** The text with its pieces marked in place, the inner in the outer. What crosses the end of an outer piece is cut there. */
function markedText(text: string, pieces: readonly Piece[], kind: MarkKind | undefined): Part {
  let next = 0;
  const upTo = (start: number, end: number, within: MarkKind | undefined, depth: number): Part[] => {
    const parts: Part[] = [];
    let done = start;
    for (let piece = pieces[next]; piece !== undefined && begins(piece, end, depth); piece = pieces[next]) {
      next += 1;
      if (depth === MAX_NESTED) continue;
      const { from, span } = piece;
      const to = Math.min(piece.to, end);
      const inner = upTo(from, to, span.kind, depth + 1);
      parts.push(text.slice(done, from), html`<u${markedAs(span.kind, within)} title="${span.words}">${inner}</u>`);
      done = to;
    }
    return [...parts, text.slice(done, end)];
  };
  return upTo(0, text.length, kind, 0);
}

/** Does the piece begin before this end? In the whole line one may also stand at the very end. */
function begins({ from }: Piece, end: number, depth: number): boolean {
  return from < end || (depth === 0 && from === end);
}
