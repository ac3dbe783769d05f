import { quote } from '@assay/evidence';
import type { ExactFile } from '../exact-file.js';
import type { JsonReader } from '../json/reader.js';
import { type Reading, readMembers, readObject, readObjects, readText } from '../json/reading.js';
import type { Merger } from '../merger.js';
import { FileReader } from './file.js';

/** The `type` that llvm-cov writes. */
const TYPE = 'llvm.coverage.json.export';

/**
 * The versions that are read, and how many parts a record of a decision has in each. LLVM 14, 16 and 19 were seen to write 2.0.1, LLVM 22
 * to write 3.1.0; 3.0.1 is LLVM 21’s by its source.
 */
const recordLengths: ReadonlyMap<string, number> = new Map([
  ['2.0.1', 7],
  ['3.0.1', 10],
  ['3.1.0', 11],
]);

/** The version that may lack `mcdc_records`: LLVM 14 and 16 do not write them. */
const WITHOUT_DECISIONS = '2.0.1';

/** Reads the whole of an export. LLVM writes its type and version last, so what depends on them is judged at the end. */
export class DocumentReader {
  readonly #files: Merger<ExactFile>;
  readonly #json: JsonReader;
  readonly #fileReader: FileReader;
  readonly #recordLengths = new Set<number>();
  #lacksDecisions = false;
  #hasData = false;
  #type: string | undefined;
  #version: string | undefined;

  /** Puts the files into `files`, by the names that they have in the document. */
  constructor(json: JsonReader, files: Merger<ExactFile>) {
    this.#json = json;
    this.#files = files;
    this.#fileReader = new FileReader(json);
  }

  *read(): Reading<void> {
    yield* readObject(this.#json, 'the document', (key) => this.#readMember(key));
    this.#judge();
  }

  #readMember(key: string): Reading<void> | undefined {
    if (key === 'data') return this.#readData();
    if (key === 'type') return this.#readType();
    return key === 'version' ? this.#readVersion() : undefined;
  }

  *#readType(): Reading<void> {
    this.#type = yield* readText(this.#json, 'type');
  }

  *#readVersion(): Reading<void> {
    this.#version = yield* readText(this.#json, 'version');
  }

  /** LLVM writes one entry; its format allows several. */
  *#readData(): Reading<void> {
    this.#hasData = true;
    yield* readObjects(this.#json, 'data', () => this.#readEntry());
  }

  *#readEntry(): Reading<void> {
    let hasFiles = false;
    yield* readMembers(this.#json, (key) => {
      if (key !== 'files') return undefined;
      hasFiles = true;
      return readObjects(this.#json, 'files', () => this.#readFile());
    });
    if (!hasFiles) throw this.#json.refusal('an entry of data has no files');
  }

  *#readFile(): Reading<void> {
    const { filename, file, decisionLengths } = yield* this.#fileReader.read();
    this.#files.add(filename, file);
    if (decisionLengths === undefined) this.#lacksDecisions = true;
    for (const length of decisionLengths ?? []) this.#recordLengths.add(length);
  }

  #judge(): void {
    if (this.#type !== TYPE) throw this.#json.refusal(`this is not an export of llvm-cov: its type is not "${TYPE}"`);
    if (!this.#hasData) throw this.#json.refusal('the export has no data');
    const version = this.#version ?? '';
    const expected = recordLengths.get(version);
    if (expected === undefined) {
      const known = [...recordLengths.keys()].join(', ');
      throw this.#json.refusal(`the export has version ${quote(version)}, and known are ${known}`);
    }
    const other = [...this.#recordLengths].find((length) => length !== expected);
    if (other !== undefined) {
      throw this.#json.refusal(`mcdc_records have ${other} parts, and ${expected} in version ${version}`);
    }
    if (this.#lacksDecisions && version !== WITHOUT_DECISIONS) throw this.#json.refusal('a file has no mcdc_records');
  }
}
