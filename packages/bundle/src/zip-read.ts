import { crc32 } from 'node:zlib';
import { byCodeUnit, quote } from '@assay/evidence';
import { collisions, nameFault, POLICY, SUMS } from './entry.js';
import { BUNDLE, type Problem } from './problem.js';
import { type Fault, type Form, foldRepacking } from './repacked.js';
import { type DirectoryRecord, readDirectory } from './zip-directory.js';
import {
  CENTRAL_SIZE,
  centralHeader,
  END_SIZE,
  type EntryRecord,
  endRecord,
  LOCAL_SIZE,
  localHeader,
} from './zip-write.js';

/** A bundle's file, taken apart. */
export interface Container {
  /** The contents by name, as views into the bundle; an entry that cannot be trusted to be one is not among them. */
  entries: ReadonlyMap<string, Uint8Array>;
  /** The names of all entries, those without content too. */
  listed: ReadonlySet<string>;
  problems: Problem[];
}

/**
 * Takes a bundle apart and compares every byte outside of the contents with the one that {@link writeZip} would have put
 * there, and every content with its checksum: a bundle without problems is exactly what rebuilding it would give. Never
 * throws, never expands anything, and touches each content once, whatever the file says.
 */
export function readZip(bytes: Uint8Array): Container {
  const { records, position, end, ...directory } = readDirectory(bytes);
  const listed = new Set(records.map(({ name }) => name));
  const artifact = wrapped(listed);
  if (artifact !== undefined) return { entries: new Map(), listed, problems: [artifact] };

  // Never given to push as arguments, of which there may be some 100,000 only: there may be more problems.
  const faults: Fault[] = namesInOrder(records);
  const entries = new Map<string, Uint8Array>();
  let seam: Seam = { at: 0, exact: true, streamed: false };
  for (const record of records) {
    const found = entryFaults(bytes, record, seam, position);
    for (const fault of found) faults.push({ where: record.name, ...fault });
    if (!isReadable(bytes, record, seam, position)) {
      seam = { at: seam.at, exact: false, streamed: false };
      continue;
    }
    const { content, faults: differences } = readEntry(bytes, record, found.length > 0);
    for (const fault of differences) faults.push({ where: record.name, ...fault });
    if (nameFault(record.name) === undefined && !entries.has(record.name)) entries.set(record.name, content);
    seam = { at: endOf(bytes, record), exact: true, streamed: record.streamed };
  }
  if (end !== undefined) faults.push(...checkEnds(bytes, records, seam, position, end));
  const { problems, repacked } = foldRepacking(faults, records.length);
  // The folders that another program adds are among what has been counted.
  const files = repacked ? new Set(records.filter((each) => !isAddedFolder(each)).map(({ name }) => name)) : listed;
  return { entries, listed: files, problems: [...directory.problems, ...problems] };
}

/** GitHub hands out artifacts as zips: a bundle in an artifact is a zip in a zip. */
function wrapped(names: ReadonlySet<string>): Problem | undefined {
  const inner = [...names].find((name) => /(^|\/)[^/]*\.zip$/i.test(name) && nameFault(name) === undefined);
  if (inner === undefined || names.has(SUMS) || names.has(POLICY)) return undefined;
  return {
    where: BUNDLE,
    what: `is a zip that holds ${quote(inner)}, such as GitHub hands out for an artifact, and not itself a bundle`,
    remedy: `unpack it once, and verify the ${quote(inner)} in it`,
  };
}

function namesInOrder(records: readonly DirectoryRecord[]): Fault[] {
  const problems: Fault[] = [];
  const seen = new Set<string>();
  for (const [index, { name }] of records.entries()) {
    const before = records[index - 1]?.name;
    if (seen.has(name)) problems.push({ where: name, what: 'stands in the bundle more than once' });
    else if (before !== undefined && byCodeUnit(before, name) > 0) {
      problems.push({
        where: name,
        what: `stands after ${quote(before)}; the entries of a bundle are in order of their names`,
        form: 'order',
      });
    }
    seen.add(name);
  }
  for (const { name, other } of collisions(seen)) {
    problems.push({
      where: name,
      what: `would be one with ${quote(other)} when unpacked where case does not count, or a file in a file`,
    });
  }
  return problems;
}

/** Where the last entry that could be read ends; `exact` when the next one must begin there, `streamed` when its data descriptor may come first. */
interface Seam {
  at: number;
  exact: boolean;
  streamed: boolean;
}

/** The longest data descriptor: a signature, a checksum, two sizes of 64 bits. */
const LONGEST_DESCRIPTOR = 24;

/** Are the bytes between a data descriptor, as far as can be told without following it? */
function formOfGap(seam: Seam, to: number): { form?: Form } {
  return seam.streamed && to - seam.at <= LONGEST_DESCRIPTOR ? { form: 'descriptor' } : {};
}

/** Where the entry's content begins: its local header may have an extra field of its own, which no bundle has and which is told as a fault. */
function startOf(bytes: Uint8Array, { offset, rawName }: DirectoryRecord): number {
  const [low = 0, high = 0] = bytes.subarray(offset + LOCAL_SIZE - 2, offset + LOCAL_SIZE);
  return offset + LOCAL_SIZE + rawName.length + low + 256 * high;
}

/** Where the entry's content ends, as the directory has it. */
function endOf(bytes: Uint8Array, record: DirectoryRecord): number {
  return startOf(bytes, record) + record.size;
}

/**
 * Is there one content, stored and whole? Overlapping entries are never followed: a small file could make the reader hash
 * terabytes. `limit`: where the directory begins.
 */
function isReadable(bytes: Uint8Array, record: DirectoryRecord, seam: Seam, limit: number): boolean {
  return record.method === 0 && !record.encrypted && record.offset >= seam.at && endOf(bytes, record) <= limit;
}

/** Is it a folder as programs add one to a zip for each that holds files: an entry without content, under a name that any folder might have? */
function isAddedFolder({ name, size }: DirectoryRecord): boolean {
  return name.endsWith('/') && size === 0 && nameFault(name.slice(0, -1)) === undefined;
}

type EntryFault = Omit<Fault, 'where'>;

function entryFaults(bytes: Uint8Array, record: DirectoryRecord, seam: Seam, limit: number): EntryFault[] {
  const { name, method, encrypted, packed, size, offset, symlink, folder } = record;
  const end = endOf(bytes, record);
  const named = nameFault(name);
  const faults: (EntryFault | false | undefined)[] = [
    named !== undefined && { what: named, ...(isAddedFolder(record) ? { form: 'folder' } : {}) },
    encrypted && { what: 'is encrypted; nothing in a bundle is' },
    method !== 0 && {
      what: `is compressed (${size} bytes out of ${packed}); bundles hold their entries as they are`,
      form: 'compressed',
    },
    method === 0 && packed !== size && { what: `says that it has both ${packed} and ${size} bytes` },
    record.next !== record.position + CENTRAL_SIZE + record.rawName.length && {
      what: 'has an extra field or a comment; bundles have neither',
      form: 'extra',
    },
    symlink && { what: 'is a symbolic link; bundles hold files only' },
    folder && !name.endsWith('/') && { what: 'is a folder; bundles hold files only' },
    offset > seam.at &&
      seam.exact && {
        what: `begins at byte ${offset}, and what stands before it ends at byte ${seam.at}: the bytes between belong to no entry, or one is bigger than it says`,
        ...formOfGap(seam, offset),
      },
    offset < seam.at && {
      what: `begins at byte ${offset}, inside what stands before it, which ends at byte ${seam.at}`,
    },
    method === 0 &&
      end > limit && {
        what: `says that it ends at byte ${end}, and all entries end at byte ${limit}: it is smaller than it says`,
      },
  ];
  return faults.filter((fault) => fault !== false && fault !== undefined);
}

/** The content, and what differs in it or its headers. `named`: a fault of the directory's record has been named already. */
function readEntry(
  bytes: Uint8Array,
  record: DirectoryRecord,
  named: boolean,
): { content: Uint8Array; faults: EntryFault[] } {
  const { name, position, offset, size, crc } = record;
  const start = startOf(bytes, record);
  const content = bytes.subarray(start, start + size);
  const expected: EntryRecord = { name: new TextEncoder().encode(name), size, crc };
  const local = differs(bytes, offset, localHeader(expected));
  const central = named ? undefined : differs(bytes, position, centralHeader(expected, offset));
  const faults: EntryFault[] = [local, central]
    .filter((at) => at !== undefined)
    .map((at) => ({
      what: `has a header that differs from that of a bundle at byte ${at} of the file`,
      form: 'header',
    }));
  if (crc32(content) !== crc)
    faults.push({ what: 'has been changed or damaged: its content does not have the checksum that the zip states' });
  return { content, faults };
}

/** The seams: from the last entry to the directory, and from there to the end of the file. */
function checkEnds(
  bytes: Uint8Array,
  records: readonly DirectoryRecord[],
  seam: Seam,
  position: number,
  end: number,
): Fault[] {
  const problems: Fault[] = [];
  if (seam.exact && seam.at < position) {
    const what = `bytes ${seam.at} to ${position} belong to no entry`;
    problems.push({ where: BUNDLE, what, ...formOfGap(seam, position) });
  }
  const directoryEnd = records.at(-1)?.next ?? position;
  if (directoryEnd !== end)
    problems.push({ where: BUNDLE, what: `bytes ${directoryEnd} to ${end}, after its directory, belong to no entry` });
  const at = differs(bytes, end, endRecord(records.length, end - position, position));
  if (at !== undefined)
    problems.push({
      where: BUNDLE,
      what: `the record at its end differs from that of a bundle at byte ${at} of the file`,
    });
  const rest = bytes.length - end - END_SIZE;
  if (rest > 0)
    problems.push({ where: BUNDLE, what: `${rest} bytes stand after its end, as a comment or for no reason` });
  return problems;
}

/** The first byte of the file, from 0, that is not the expected one. */
function differs(bytes: Uint8Array, offset: number, expected: Uint8Array): number | undefined {
  const index = expected.findIndex((byte, at) => bytes[offset + at] !== byte);
  return index === -1 ? undefined : offset + index;
}
