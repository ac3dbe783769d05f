import type { SheetTable } from './sheet.js';

/** A table that a report shows of what a check saw, before its details, and a plot of it where that helps. Text throughout: whoever shows it makes it safe. */
export interface Exhibit {
  /** Its heading, without the name of the check: `Toolchain`, `Coverage by member`. */
  title: string;
  /** `identity`: what the work was done with, which a reader asks for before any result. `result`: what came of it. */
  kind: 'identity' | 'result';
  /** What a reader must know of it, in a sentence. */
  note?: string;
  table: SheetTable;
  /** The same as bars, for who sees them: the table says it in numbers. */
  plot?: BarPlot;
}

/** Bars in groups, each as long as what was reached. */
export interface BarPlot {
  /** What is drawn: `How much of what is owed the tests reach`. */
  title: string;
  groups: readonly BarGroup[];
}

export interface BarGroup {
  /** A workspace member. */
  label: string;
  bars: readonly Bar[];
}

/** Counts, of which the bar shows the ratio. */
export interface Bar {
  label: string;
  reached: number;
  /** All that counts, reached or not. Above 0. */
  total: number;
  /** How many of those that were not reached are permitted. */
  justified: number;
  /** The percentage that is asked for, where one is, and whether what was reached and what is permitted come to it. */
  asked?: { percent: number; met: boolean };
}

/** Makes a check's exhibits. Pure: the same facts give the same ones, here and years later. */
export type MakeExhibits<Facts> = (facts: Facts) => readonly Exhibit[];

/** A release that the project rests on, by what its age is measured from and how long it is looked after. */
export interface DatedRelease {
  /** What it is to the project: `Baseline of motor-control`, `Compiler that ran`. */
  role: string;
  /** `Rust 1.85.0`. */
  name: string;
  /** The day on which it came out, `YYYY-MM-DD`, and who says so; `undefined` where that is not known. */
  released?: { date: string; source: string; confidence: string };
  /** The last day of its support, where one is known. */
  supported?: { until: string; what: string; source: string; confidence: string };
}

/** The releases that a check's facts speak of. Pure. */
export type DateReleases<Facts> = (facts: Facts) => readonly DatedRelease[];
