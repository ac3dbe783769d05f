import type { OutputFile } from '../output-file.js';

/** A line as it is written. */
export interface OutputLine {
  line: number;
  hits: number;
  /** Of its branches, those that were taken. */
  covered: number;
  /** 0 where none leaves the line. */
  total: number;
}

/** The lines of a file in order. A line that has branches and no count was reached as often as its branch that was taken most. */
export function outputLines(file: OutputFile): OutputLine[] {
  const lines = new Map(Array.from(file.lines, ([line, hits]) => [line, { line, hits, covered: 0, total: 0 }]));
  const counted = new Set(lines.keys());
  for (const { line, taken } of file.branches) {
    const one = lines.get(line) ?? { line, hits: 0, covered: 0, total: 0 };
    lines.set(line, one);
    one.total += 1;
    one.covered += (taken ?? 0) > 0 ? 1 : 0;
    if (!counted.has(line)) one.hits = Math.max(one.hits, taken ?? 0);
  }
  return [...lines.values()].sort((a, b) => a.line - b.line);
}
