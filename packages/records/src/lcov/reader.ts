import { quote, type UserError } from '@assay/evidence';
import { LINE_LIMIT, type LineSink } from '../bytes/lines.js';
import { decode } from '../bytes/text.js';
import { addCounts } from '../count.js';
import { FunctionCountsBuilder } from '../function-counts-builder.js';
import { LineCountsBuilder } from '../line-counts.js';
import type { LineFile } from '../line-file.js';
import { lineMerger } from '../merge-lines.js';
import { pathFault } from '../path.js';
import { refuse } from '../refusal.js';
import { Fields } from './fields.js';
import { passedOver, type ReadRecord, records } from './records.js';
import { SectionDraft } from './section.js';
import { tagAt, tagOf } from './tag.js';

/** How to read the records that tell of one thing, by the numbers of their names. */
const readers: ReadonlyMap<number, { name: string; read: ReadRecord }> = new Map(
  Object.entries(records).map(([name, read]) => [tagOf(name), { name, read }]),
);

/** Reads LCOV line by line. */
export class LcovReader implements LineSink {
  readonly #name: string;
  readonly #files = lineMerger();
  readonly #fields = new Fields((what, remedy) => this.refusal(what, remedy));
  readonly #lines = new LineCountsBuilder();
  readonly #functions = new FunctionCountsBuilder(addCounts);
  /** The section that has begun. */
  #section: SectionDraft | undefined;
  /** Has the name of a test come, and the section not begun to which it belongs? */
  #isAfterTestName = false;
  #line = 0;

  /** `name` is what messages call the file that is read. */
  constructor(name: string) {
    this.#name = name;
  }

  /** The error for what is wrong with the line that was taken last. */
  refusal(what: string, remedy = 'let the tool that wrote the file write it again'): UserError {
    return refuse(this.#name, what, remedy, this.#line === 0 ? undefined : this.#line);
  }

  take(bytes: Buffer, start: number, end: number): void {
    this.#line += 1;
    const reader = readers.get(tagAt(bytes, start, end));
    if (reader === undefined) {
      this.#takeOther(bytes, start, end);
      return;
    }
    if (this.#section === undefined) throw this.#outside(reader.name);
    this.#fields.begin(bytes, start + reader.name.length + 1, end);
    const fault = reader.read(this.#fields, this.#section);
    if (fault !== undefined) throw this.refusal(fault);
  }

  refuseLong(): never {
    this.#line += 1;
    throw this.refusal(`the line has more than ${LINE_LIMIT} bytes`);
  }

  /** Every file, by the name that it has there, when every line has been taken. */
  finish(): Map<string, LineFile> {
    if (this.#section !== undefined || this.#isAfterTestName) {
      throw this.refusal('the file is cut short: end_of_record does not come');
    }
    if (this.#files.size === 0) throw this.refusal('the file has no records');
    return this.#files.finish();
  }

  /** Takes what begins or ends a section, or is passed over. */
  #takeOther(bytes: Buffer, start: number, end: number): void {
    const text = decode(bytes, start, end);
    if (text === undefined) throw this.refusal('the line is not UTF-8');
    if (text.startsWith('#') || text.trim() === '') return;
    const colon = text.indexOf(':');
    const name = colon === -1 ? text : text.slice(0, colon);
    if (name === 'SF' || name === 'KF') this.#beginSection(text.slice(colon + 1));
    else if (text === 'end_of_record') this.#endSection();
    else if (name === 'TN') this.#takeTestName();
    else if (!passedOver.includes(name)) throw this.refusal(`${quote(name)} is no record of LCOV that is known`);
    else if (this.#section === undefined) throw this.#outside(name);
  }

  #takeTestName(): void {
    if (this.#section !== undefined) throw this.#notEnded('TN');
    this.#isAfterTestName = true;
  }

  #beginSection(path: string): void {
    if (this.#section !== undefined) throw this.#notEnded('SF');
    const fault = pathFault(path);
    if (fault !== undefined) throw this.refusal(fault);
    this.#isAfterTestName = false;
    this.#section = new SectionDraft(path, this.#lines, this.#functions);
  }

  #endSection(): void {
    const section = this.#section;
    if (section === undefined) throw this.refusal('end_of_record ends no section');
    const file = section.finish();
    if (typeof file === 'string') throw this.refusal(file);
    this.#files.add(section.path, file);
    this.#section = undefined;
  }

  #notEnded(next: string): UserError {
    const path = quote(this.#section?.path ?? '');
    return this.refusal(`a part of the file is missing: ${next} comes before the end_of_record of ${path}`);
  }

  #outside(name: string): UserError {
    return this.refusal(`${name} stands in no section: SF begins one`);
  }
}
