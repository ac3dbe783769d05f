/** The highest line that is read. A longer file is none that a person wrote, and each of its lines would cost memory. */
export const MAX_LINE = 10_000_000;

/** The highest column that is read: LLVM keeps 32 bits. */
const MAX_COLUMN = 2 ** 32 - 1;

/** Can these be a line and a column? What is not a number cannot. */
export function isPlace(line: number, column: number): boolean {
  return line >= 1 && line <= MAX_LINE && column >= 0 && column <= MAX_COLUMN;
}

/** A part of a file, from its first character to behind its last. Lines and columns count from 1; LLVM counts columns in bytes. */
export interface Span {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** Orders spans by their beginnings, and the longer one first where two begin together. */
export function compareSpans(a: Span, b: Span): number {
  return a.line - b.line || a.column - b.column || b.endLine - a.endLine || b.endColumn - a.endColumn;
}

/** Does one span hold all of another? A span holds itself. */
export function holds(outer: Span, inner: Span): boolean {
  const begins = outer.line < inner.line || (outer.line === inner.line && outer.column <= inner.column);
  const ends = outer.endLine > inner.endLine || (outer.endLine === inner.endLine && outer.endColumn >= inner.endColumn);
  return begins && ends;
}
