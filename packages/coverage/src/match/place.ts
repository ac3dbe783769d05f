import type { Span } from '@assay/obligations';

/** A span as facts have it. */
export function place({ line, column, endLine, endColumn }: Span): { from: [number, number]; to: [number, number] } {
  return { from: [line, column], to: [endLine, endColumn] };
}

/** UTF-16 units of a condition or a pattern that are shown. */
const TEXT_SHOWN = 80;

/** The source of a condition or a pattern in one line, cut where it is long. */
export function inOneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= TEXT_SHOWN ? line : `${line.slice(0, TEXT_SHOWN - 1)}…`;
}
