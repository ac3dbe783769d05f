/** A source file as a check marked it, for the report. Text throughout: whoever shows it makes it safe. */
export interface MarkedSource {
  /** As the evidence lists it among its inputs, with the digest of the bytes that were judged. */
  path: string;
  sha256: string;
  /** What it belongs to: a workspace member. */
  group: string;
  /** What it comes to, in columns that all files of the check share. */
  figures: readonly SourceFigure[];
  /** By line, from 1. A line without a mark owes nothing. */
  lines: readonly LineMark[];
  /** Parts of lines, in the order of their beginnings. They may lie in one another. */
  spans: readonly SpanMark[];
  /** Details that stand below the line: truth tables, what is missing. */
  notes: readonly SourceNote[];
}

/** How much of what is owed was reached. Counts, so that those of folders and members can be summed up. */
export interface SourceFigure {
  /** The column: `statement`. */
  label: string;
  /** What is counted, for who does not know the word: `outcomes that decisions had`. */
  meaning?: string;
  reached: number;
  /** All that counts, reached or not. 0: nothing is owed. */
  total: number;
  /** How many of those that were not reached a justification permits. Default: 0. */
  justified?: number;
}

/**
 * `reached`: all that is owed there was reached; `partly`: some of it; `missed`: none; `unknown`: it could not be established; `justified`:
 * what was not reached is permitted.
 */
export type MarkKind = 'reached' | 'partly' | 'missed' | 'unknown' | 'justified';

export interface LineMark {
  line: number;
  kind: MarkKind;
}

/** Lines and columns from 1; columns in bytes of UTF-8. The end is exclusive. */
export interface SpanMark {
  from: readonly [line: number, column: number];
  to: readonly [line: number, column: number];
  kind: MarkKind;
  /** What it is, and what became of it: `condition a < b: never false`. */
  words: string;
}

export interface SourceNote {
  line: number;
  title: string;
  /** Lines of plain text, and at most one table. */
  text: readonly string[];
  table?: { columns: readonly string[]; rows: readonly (readonly string[])[] };
}

/** Marks a check's sources. Pure: the same facts give the same marks, here and years later. */
export type MarkSources<Facts> = (facts: Facts) => readonly MarkedSource[];
