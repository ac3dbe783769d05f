import { quote } from '@assay/evidence';
import { combineBranches } from '../branch.js';
import { combineDecisions, compareDecisions, conditionsOf } from '../decision.js';
import { ExactFile } from '../exact-file.js';
import type { JsonReader } from '../json/reader.js';
import { type Reading, readMembers, readText } from '../json/reading.js';
import { pathFault } from '../path.js';
import { type Segments, SegmentsBuilder } from '../segments.js';
import { sortAndCombine } from '../sorted.js';
import { compareSpans } from '../span.js';
import { type BranchRecords, readBranches } from './branches.js';
import { type DecisionRecord, readDecisions } from './decisions.js';
import { readSegments } from './segments.js';

/** One of `files`, as far as it has come. */
interface Draft {
  filename?: string;
  segments?: Segments;
  branches?: BranchRecords;
  decisions?: readonly DecisionRecord[];
}

/** A file of an export. */
interface NamedFile {
  filename: string;
  file: ExactFile;
  /** The lengths that its records of decisions have; `undefined` where it has no list of them. */
  decisionLengths: ReadonlySet<number> | undefined;
}

/** Reads `files`, one at a time. Passes over their expansions, which the segments contain, and their summaries. */
export class FileReader {
  readonly #json: JsonReader;
  readonly #builder = new SegmentsBuilder();

  constructor(json: JsonReader) {
    this.#json = json;
  }

  /** A file whose object has begun. */
  *read(): Reading<NamedFile> {
    const draft: Draft = {};
    yield* readMembers(this.#json, (key) => this.#readMember(draft, key));
    const { filename, segments, branches, decisions } = draft;
    if (filename === undefined) throw this.#json.refusal('a file has no filename');
    if (segments === undefined || branches === undefined) {
      throw this.#json.refusal(`${quote(filename)} has no segments or no branches, only a summary`);
    }
    return {
      filename,
      file: toExactFile(segments, branches, decisions ?? []),
      decisionLengths: decisions && new Set(decisions.map(({ length }) => length)),
    };
  }

  #readMember(draft: Draft, key: string): Reading<void> | undefined {
    if (key === 'filename') return this.#readFilename(draft);
    if (key === 'segments') return this.#readSegments(draft);
    if (key === 'branches') return this.#readBranches(draft);
    return key === 'mcdc_records' ? this.#readDecisions(draft) : undefined;
  }

  *#readFilename(draft: Draft): Reading<void> {
    const filename = yield* readText(this.#json, 'filename');
    const fault = pathFault(filename);
    if (fault !== undefined) throw this.#json.refusal(fault);
    draft.filename = filename;
  }

  *#readSegments(draft: Draft): Reading<void> {
    yield* readSegments(this.#json, this.#builder);
    draft.segments = this.#builder.build();
  }

  *#readBranches(draft: Draft): Reading<void> {
    draft.branches = yield* readBranches(this.#json);
  }

  *#readDecisions(draft: Draft): Reading<void> {
    draft.decisions = yield* readDecisions(this.#json);
  }
}

function toExactFile(
  segments: Segments,
  { branches, conditions }: BranchRecords,
  decisions: readonly DecisionRecord[],
): ExactFile {
  const spans = sortAndCombine(conditions, compareSpans, (one) => one);
  return new ExactFile(
    segments,
    sortAndCombine(branches, compareSpans, combineBranches),
    sortAndCombine(
      decisions.map(({ decision }) => ({
        ...decision,
        conditions: conditionsOf(decision, decision.shown.length, spans),
      })),
      compareDecisions,
      combineDecisions,
    ),
  );
}
