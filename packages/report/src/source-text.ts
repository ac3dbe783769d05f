import type { MarkedSource } from '@assay/check';
import { sha256 } from '@assay/evidence';

/** The lines of a marked source, without their ends; or why they cannot be shown. */
export type SourceText = { lines: readonly string[]; because?: undefined } | { lines?: undefined; because: string };

/** The text of a marked source, where it is the one that was judged and has every line that the marks speak of. */
export function sourceText(source: MarkedSource, texts: ReadonlyMap<string, string> | undefined): SourceText {
  const text = texts?.get(source.path);
  if (text === undefined) return { because: 'its text is not at hand' };
  const bare = text.replace(/^\ufeff/, '');
  // Readers drop the byte order mark and digests of bytes include it: it is the same text, with the same lines and columns.
  if (sha256(bare) !== source.sha256 && sha256(`\ufeff${bare}`) !== source.sha256) {
    return { because: 'its text is not at hand, only one that is not the one judged' };
  }
  const lines = linesOf(bare);
  const fits = markedLines(source).every((line) => line >= 1 && line <= lines.length);
  return fits ? { lines } : { because: 'its marks speak of lines that it does not have' };
}

/** As rustc counts them: a line ends in LF or CRLF; what follows the last end is a line only where it is not empty. */
function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** The lines at which marks, spans and notes begin. */
function markedLines({ lines, spans, notes }: MarkedSource): number[] {
  return [...lines.map(({ line }) => line), ...spans.map(({ from }) => from[0]), ...notes.map(({ line }) => line)];
}

/**
 * Where in a line (an index of UTF-16 units) a column lies: columns count bytes of UTF-8 from 1. A column within a character is where
 * the next one begins, and one behind the line is its end.
 */
export function indexOfColumn(line: string, column: number): number {
  let [bytes, index] = [1, 0];
  while (bytes < column && index < line.length) {
    const code = line.codePointAt(index) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    index += code < 0x10000 ? 1 : 2;
  }
  return index;
}
