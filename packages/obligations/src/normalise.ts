import { Lines } from './lines.js';
import { endOf, type Span } from './place.js';
import { tokensOf } from './tokens.js';

/**
 * The code of a span without what does not matter: its tokens, one space between them; no comments, no line breaks, no
 * indentation. It is the same wherever the code stands, and another one as soon as a token changes, so its digest tells
 * whether a judgement about the code still is about this code.
 */
export function normalisedText(source: string, span: Span): string {
  return normaliser(source)(span);
}

/** The same for many spans of one source. */
export function normaliser(source: string): (span: Span) => string {
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  const lines = new Lines(text);
  return (span) => {
    const code = text.slice(lines.offset(span), lines.offset(endOf(span)));
    return Array.from(tokensOf(code), (token) => token.text).join(' ');
  };
}
