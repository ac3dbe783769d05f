import { saturated } from '../count.js';
import type { JsonReader } from '../json/reader.js';
import { beginList, type Reading } from '../json/reading.js';
import { RowReader } from '../json/rows.js';
import { END_ARRAY, MORE } from '../json/steps.js';
import { GAP, HAS_COUNT, REGION_ENTRY, type SegmentsBuilder } from '../segments.js';
import { isPlace } from '../span.js';

/** The last three parts are true or false. */
const FORM = 0b111000;

/**
 * Reads `segments`: for each line, column, count, whether it has a count, begins a region, is a gap. They are in order.
 * Source: `renderSegment` in llvm/tools/llvm-cov/CoverageExporterJson.cpp, the same in all versions read.
 */
export function* readSegments(json: JsonReader, segments: SegmentsBuilder): Reading<void> {
  yield* beginList(json, 'segments');
  const rows = new RowReader();
  for (let step = rows.next(json, 'segments'); step !== END_ARRAY; step = rows.next(json, 'segments')) {
    if (step === MORE) yield;
    else addSegment(json, rows, segments);
  }
}

function addSegment(json: JsonReader, { cells, length, booleans }: RowReader, segments: SegmentsBuilder): void {
  const line = cells[0] as number;
  const column = cells[1] as number;
  const count = cells[2] as number;
  if (length !== 6 || booleans !== FORM)
    throw json.refusal('a record of segments is not three numbers and three booleans');
  if (!isPlace(line, column) || Number.isNaN(count)) {
    throw json.refusal('a record of segments has a line, column or count that is negative, fractional or too large');
  }
  const hasCount = cells[3] === 1;
  const flags = (hasCount ? HAS_COUNT : 0) + (cells[4] === 1 ? REGION_ENTRY : 0) + (cells[5] === 1 ? GAP : 0);
  if (!segments.add(line, column, hasCount ? saturated(count) : 0, flags)) {
    throw json.refusal('a record of segments stands before the one that it follows');
  }
}
