import type { Finding } from '@assay/evidence';

/** One page about what a check saw, for people to sign. Text throughout: whoever shows it makes it safe. */
export interface Sheet {
  title: string;
  sections: readonly SheetSection[];
}

export interface SheetSection {
  title: string;
  /** What a reader must know of it, in a sentence. */
  note?: string;
  rows?: readonly SheetRow[];
  table?: SheetTable;
}

export type SheetRow = readonly [label: string, value: string];

export interface SheetTable {
  columns: readonly string[];
  /** Cells in the order of the columns. The first says what the row is about. */
  rows: readonly (readonly string[])[];
}

/** Makes a check's sheet. Pure: the same evidence gives the same page, here and years later. */
export type MakeSheet<Facts> = (facts: Facts, findings: readonly Finding[]) => Sheet;
