import { crc32 } from 'node:zlib';
import { byCodeUnit, UserError } from '@assay/evidence';

/**
 * The form of a bundle: a zip in which every entry is *stored* (method 0), in code-unit order of the names, dated
 * 1980-01-01 (zip's zero), without extra fields, comments, attributes or gaps. So the bytes of a bundle are a pure function
 * of its contents, which no release of any compressor can change, a reader can say for every byte what it must be, and
 * nothing in a bundle can expand. Source of the records: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16. The
 * tests hold it against fflate's writer, byte for byte, and against the readers of `unzip`, yauzl and fflate.
 */
export interface ZipEntry {
  name: string;
  content: Uint8Array;
}

/** What the records say of an entry. */
export interface EntryRecord {
  /** UTF-8. */
  name: Uint8Array;
  /** Bytes of the content. */
  size: number;
  crc: number;
}

export const LOCAL_SIGNATURE = 0x04034b50;
export const CENTRAL_SIGNATURE = 0x02014b50;
export const END_SIGNATURE = 0x06054b50;
/** Bytes of the records without the name. */
export const LOCAL_SIZE = 30;
export const CENTRAL_SIZE = 46;
export const END_SIZE = 22;
/** 1980-01-01 as MS-DOS writes it: year 0, month 1, day 1. */
export const EPOCH = 0x0021;

/** Version 2.0 of the format: what files in folders need. */
const VERSION = 20;
/** Bit 11: the name is UTF-8. Set only where it makes a difference, so that ASCII names read alike everywhere. */
const UTF8_FLAG = 0x0800;
/** Counts and sizes from these on mean "see the Zip64 record", which bundles do not have. */
export const ZIP64_COUNT = 0xffff;
export const ZIP64_SIZE = 0xffffffff;

/** The bytes of a bundle with these entries. Throws UserError when they exceed a zip: 65,534 entries, 4 GiB. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  const sorted = [...entries].sort((a, b) => byCodeUnit(a.name, b.name));
  const [contents, directory]: [Uint8Array[], Uint8Array[]] = [[], []];
  let offset = 0;
  for (const { name, content } of sorted) {
    const record = { name: new TextEncoder().encode(name), size: content.length, crc: crc32(content) };
    contents.push(localHeader(record), content);
    directory.push(centralHeader(record, offset));
    offset += LOCAL_SIZE + record.name.length + content.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  if (sorted.length >= ZIP64_COUNT || offset + size >= ZIP64_SIZE) throw tooLarge();
  return Buffer.concat([...contents, ...directory, endRecord(sorted.length, size, offset)]);
}

/** The record before an entry's content. */
export function localHeader({ name, size, crc }: EntryRecord): Uint8Array {
  const { bytes, view } = record(LOCAL_SIZE, LOCAL_SIGNATURE, name);
  writeCommon(view, 4, { name, size, crc });
  return bytes;
}

/** The entry's record in the directory. `offset`: where its local header begins. */
export function centralHeader(entry: EntryRecord, offset: number): Uint8Array {
  const { bytes, view } = record(CENTRAL_SIZE, CENTRAL_SIGNATURE, entry.name);
  view.setUint16(4, VERSION, true);
  writeCommon(view, 6, entry);
  view.setUint32(42, offset, true);
  return bytes;
}

/** The record at the end of the file: how many entries, and the directory's size and place. */
export function endRecord(count: number, size: number, offset: number): Uint8Array {
  const { bytes, view } = record(END_SIZE, END_SIGNATURE, new Uint8Array());
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return bytes;
}

/** The fields that local and central header share. What is not written is zero: method, time, extra field. */
function writeCommon(view: DataView, at: number, { name, size, crc }: EntryRecord): void {
  view.setUint16(at, VERSION, true);
  view.setUint16(at + 2, name.some((byte) => byte > 0x7f) ? UTF8_FLAG : 0, true);
  view.setUint16(at + 8, EPOCH, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, size, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, name.length, true);
}

function record(size: number, signature: number, name: Uint8Array): { bytes: Uint8Array; view: DataView } {
  const bytes = new Uint8Array(size + name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signature, true);
  bytes.set(name, size);
  return { bytes, view };
}

function tooLarge(): UserError {
  return new UserError('the evidence does not fit into a bundle: more than 65,534 entries or 4 GiB', {
    remedy: 'qualify the workspace in parts, each with its own policy and bundle',
  });
}
