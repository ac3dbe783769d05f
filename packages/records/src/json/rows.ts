import type { JsonReader } from './reader.js';
import { BEGIN_ARRAY, END_ARRAY, FALSE, MORE, NUMBER, TRUE } from './steps.js';

/** Cells of a row at most. */
const CELL_LIMIT = 16;

/** What is said of a row that is whole. */
const ROW = BEGIN_ARRAY;

/** Reads the rows of a list: lists of numbers, `true` and `false`. Each row takes the place of the one before. */
export class RowReader {
  /** Numbers as {@link JsonReader.number} gives them; 1 for `true`, 0 for `false`. */
  readonly cells = new Float64Array(CELL_LIMIT);
  /** How many of {@link cells} belong to the row. */
  length = 0;
  /** The sum of 2^i for each cell i that is `true` or `false`. */
  booleans = 0;
  #isInRow = false;

  /** Goes on to the end of the next row (`ROW`), or of the list (`END_ARRAY`), or as far as the bytes go (`MORE`). */
  next(json: JsonReader, what: string): number {
    for (;;) {
      const step = json.step();
      if (step === MORE) return MORE;
      if (step === END_ARRAY) return this.#end();
      if (!this.#isInRow) this.#begin(step, json, what);
      else if (this.length === CELL_LIMIT) throw json.refusal(`a record of ${what} has more than ${CELL_LIMIT} parts`);
      else if (step === NUMBER) this.#add(json.number, 0);
      else if (step === TRUE || step === FALSE) this.#add(step === TRUE ? 1 : 0, 1);
      else throw json.refusal(`a record of ${what} holds something other than numbers, true and false`);
    }
  }

  #begin(step: number, json: JsonReader, what: string): void {
    if (step !== BEGIN_ARRAY) throw json.refusal(`${what} hold something other than records`);
    this.#isInRow = true;
    this.length = 0;
    this.booleans = 0;
  }

  #end(): number {
    if (!this.#isInRow) return END_ARRAY;
    this.#isInRow = false;
    return ROW;
  }

  #add(cell: number, isBoolean: 0 | 1): void {
    this.cells[this.length] = cell;
    this.booleans |= isBoolean << this.length;
    this.length += 1;
  }
}
