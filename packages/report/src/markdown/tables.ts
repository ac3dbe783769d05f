import type { MarkedSource } from '@assay/check';
import { count } from '@assay/evidence';
import { byGroup, columnsOf, describeFigure, sumOf } from '../figures.js';
import { split } from '../report.js';
import { markdownText } from '../safe.js';
import type { Missing, Piece } from './fit.js';

/** Rows of a table that are shown; the others are counted. */
const ROWS_SHOWN = 20;

/** What a table has: plain text throughout. */
export interface TextTable {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** A table whose rows are each counted where the page is cut. */
export function rowPieces({ columns, rows }: TextTable, counted: keyof Missing): Piece[] {
  return rows.map((texts, index) => ({
    text: `${index === 0 ? tableHead(columns) : ''}${tableRow(texts)}`,
    shows: { [counted]: 1 },
  }));
}

/** A table that is shown or counted as one, with the count of the rows that are not in it. */
export function tablePiece({ columns, rows }: TextTable): Piece {
  const { first, rest } = split(rows, ROWS_SHOWN);
  const more = rest.length === 0 ? '' : `\nand ${count(rest.length, 'more row')}\n`;
  return { text: `${tableHead(columns)}${first.map(tableRow).join('')}${more}`, shows: { tables: 1 } };
}

/** A table with the figures of each member, and the count of the members that are not in it. */
export function figuresPieces(sources: readonly MarkedSource[]): Piece[] {
  if (sources.length === 0) return [];
  const labels = [...columnsOf(sources).keys()];
  const { first, rest } = split([...byGroup(sources)], ROWS_SHOWN);
  const head = `\n${tableHead(['member', 'files', ...labels], '--:')}`;
  const rows = first.map(([group, files], index) => {
    const cells = [group, `${files.length}`, ...labels.map((label) => describeFigure(sumOf(files, label)))];
    return { text: `${index === 0 ? head : ''}${tableRow(cells)}`, shows: { members: 1 } };
  });
  if (rest.length === 0) return rows;
  return [...rows, { text: `\nand ${count(rest.length, 'more member')}\n`, shows: { members: rest.length } }];
}

/** The heads of the columns; the first is aligned to the left, the others as told. */
function tableHead(columns: readonly string[], others: '---' | '--:' = '---'): string {
  return `${tableRow(columns)}|---|${`${others}|`.repeat(columns.length - 1)}\n`;
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map(markdownText).join(' | ')} |\n`;
}
