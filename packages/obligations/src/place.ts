/**
 * Places in a source file, in the units of rustc and LLVM: lines from 1, columns from 1 counted in bytes of UTF-8 (a tab
 * is one, `é` is two). A byte order mark does not count: rustc drops it.
 */
export interface Point {
  readonly line: number;
  readonly column: number;
}

/** From `line:column` up to, not including, `endLine:endColumn`, as the regions of LLVM's records have it. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Does one place stand before another? */
export function isBefore(a: Point, b: Point): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

/** Are these one place? */
export function isSame(a: Point, b: Point): boolean {
  return a.line === b.line && a.column === b.column;
}

/** The place behind a span. */
export function endOf({ endLine, endColumn }: Span): Point {
  return { line: endLine, column: endColumn };
}

/** Does one span hold all of another? A span holds itself. */
export function holds(outer: Span, inner: Span): boolean {
  return !isBefore(inner, outer) && !isBefore(endOf(outer), endOf(inner));
}
