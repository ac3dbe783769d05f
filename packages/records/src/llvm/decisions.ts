import { type Decision, type TestVector, uniqueVectors } from '../decision.js';
import type { JsonReader } from '../json/reader.js';
import { beginList, nextStep, type Reading } from '../json/reading.js';
import { END_ARRAY } from '../json/steps.js';
import { readValue, type Value } from '../json/value.js';
import { isPlace, type Span } from '../span.js';

/** One of `mcdc_records`. */
export interface DecisionRecord {
  decision: Omit<Decision, 'conditions'>;
  /** How many parts the record has. */
  length: number;
}

/** The lengths that a record can have, depending on the version. */
const LENGTHS = [7, 10, 11];

/** The kind of a region that is a decision: `MCDCDecisionRegion` in LLVM's CoverageMapping.h. */
const DECISION = 5;

/** Reads `mcdc_records`. */
export function* readDecisions(json: JsonReader): Reading<DecisionRecord[]> {
  yield* beginList(json, 'mcdc_records');
  const records: DecisionRecord[] = [];
  for (let step = yield* nextStep(json); step !== END_ARRAY; step = yield* nextStep(json)) {
    const record = toRecord(yield* readValue(json, step));
    if (typeof record === 'string') throw json.refusal(`a record of mcdc_records is not of a known form: ${record}`);
    records.push(record);
  }
  return records;
}

/**
 * Reads a record: the span (4 numbers); true and false outcomes and a file, from version 3.0.1; another file; the kind; for each
 * condition whether it was shown; the test vectors, from version 3.1.0. Gives what is wrong with it where something is.
 * Source: `renderMCDCRecord` in llvm/tools/llvm-cov/CoverageExporterJson.cpp.
 */
function toRecord(record: Value): DecisionRecord | string {
  if (!isList(record)) return 'it is not a list';
  if (!LENGTHS.includes(record.length)) return `it has ${record.length} parts, and 7, 10 and 11 are known`;
  const span = readSpan(record);
  const [kind, shown, vectors] = record.slice(record.length === 7 ? 5 : 8);
  if (span === undefined) return 'it does not begin with lines and columns';
  if (kind !== DECISION) return `its kind is not ${DECISION}`;
  if (!isList(shown) || !shown.every((item) => typeof item === 'boolean'))
    return 'its conditions are not true or false';
  const { length } = record;
  if (vectors === undefined) return { decision: { ...span, shown, vectors }, length };
  const read = readVectors(vectors, shown.length);
  if (read === undefined) return 'its test vectors are not of the known form';
  return { decision: { ...span, shown, vectors: read }, length };
}

function readSpan(record: readonly Value[]): Span | undefined {
  const numbers = record.slice(0, 4).map((value) => (typeof value === 'number' ? value : Number.NaN));
  const [line = 0, column = 0, endLine = 0, endColumn = 0] = numbers;
  return isPlace(line, column) && isPlace(endLine, endColumn) ? { line, column, endLine, endColumn } : undefined;
}

/** The vectors that were executed; llvm-cov can be asked for the others too. */
function readVectors(value: Value, conditions: number): TestVector[] | undefined {
  if (!isList(value)) return undefined;
  const read = value.map((vector) => readVector(vector, conditions));
  if (!read.every((vector) => vector !== undefined)) return undefined;
  return uniqueVectors(
    read.filter(({ executed }) => executed).map(({ conditions, result }) => ({ conditions, result })),
  );
}

function readVector(value: Value, length: number): (TestVector & { executed: boolean }) | undefined {
  if (!(value instanceof Map)) return undefined;
  const conditions: Value | undefined = value.get('conditions');
  const executed: Value | undefined = value.get('executed');
  const result: Value | undefined = value.get('result');
  if (!isList(conditions) || conditions.length !== length || !conditions.every(isState)) return undefined;
  if (typeof executed !== 'boolean') return undefined;
  // The outcome of a vector that was not executed can be unknown.
  if (typeof result !== 'boolean') return executed ? undefined : { conditions, executed, result: false };
  return { conditions, executed, result };
}

function isState(value: Value): value is boolean | null {
  return value === null || typeof value === 'boolean';
}

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}
