import type { Span } from './place.js';
import { tokensOf } from './tokens.js';

/**
 * The code of a span without what does not matter: its tokens, one space between them; no comments, no line breaks, no
 * indentation. It is the same wherever the code stands, and another one as soon as a token changes, so its digest tells
 * whether a judgement about the code still is about this code.
 */
export function normalisedText(source: string, span: Span): string {
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  const start = offsetOf(text, span.line, span.column);
  const end = offsetOf(text, span.endLine, span.endColumn);
  return Array.from(tokensOf(text.slice(start, end)), (token) => token.text).join(' ');
}

/** The offset of a line and a byte column; the end of the text when it has no such place. */
function offsetOf(text: string, line: number, column: number): number {
  let at = 0;
  for (let now = 1; now < line; now++) {
    const end = text.indexOf('\n', at);
    if (end === -1) return text.length;
    at = end + 1;
  }
  for (let bytes = 1; bytes < column && at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return at;
}
