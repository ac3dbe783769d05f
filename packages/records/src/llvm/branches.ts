import type { Branch } from '../branch.js';
import { saturated } from '../count.js';
import type { JsonReader } from '../json/reader.js';
import { beginList, type Reading } from '../json/reading.js';
import { RowReader } from '../json/rows.js';
import { END_ARRAY, MORE } from '../json/steps.js';
import { isPlace, type Span } from '../span.js';

/** The `branches` of a file, in no order: one for each instance of a generic. */
export interface BranchRecords {
  branches: Branch[];
  /** The places of those that are conditions of decisions watched for MC/DC. */
  conditions: Span[];
}

/** `BranchRegion` and `MCDCBranchRegion` in LLVM’s CoverageMapping.h. */
const BRANCH = 4;
const MCDC_BRANCH = 6;

/**
 * Reads `branches`: for each its span (4 numbers), how often it was true and false, two files, the kind. Source: `renderBranch` in
 * llvm/tools/llvm-cov/CoverageExporterJson.cpp, the same in all versions read.
 */
export function* readBranches(json: JsonReader): Reading<BranchRecords> {
  yield* beginList(json, 'branches');
  const rows = new RowReader();
  const records: BranchRecords = { branches: [], conditions: [] };
  for (let step = rows.next(json, 'branches'); step !== END_ARRAY; step = rows.next(json, 'branches')) {
    if (step === MORE) yield;
    else addBranch(json, rows, records);
  }
  return records;
}

function addBranch(json: JsonReader, { cells, length, booleans }: RowReader, records: BranchRecords): void {
  if (length !== 9 || booleans !== 0) throw json.refusal('a record of branches is not nine numbers');
  const [line = 0, column = 0, endLine = 0, endColumn = 0, ifTrue = 0, ifFalse = 0, , , kind] = cells;
  if (!isPlace(line, column) || !isPlace(endLine, endColumn) || Number.isNaN(ifTrue) || Number.isNaN(ifFalse)) {
    throw json.refusal('a record of branches has a line, column or count that is negative, fractional or too large');
  }
  if (kind !== BRANCH && kind !== MCDC_BRANCH) throw json.refusal(`a record of branches has the kind ${kind}`);
  const span = { line, column, endLine, endColumn };
  records.branches.push({ ...span, true: saturated(ifTrue), false: saturated(ifFalse) });
  if (kind === MCDC_BRANCH) records.conditions.push(span);
}
