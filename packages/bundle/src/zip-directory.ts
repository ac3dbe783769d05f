import { BUNDLE, type Problem } from './problem.js';
import {
  CENTRAL_SIGNATURE,
  CENTRAL_SIZE,
  END_SIGNATURE,
  END_SIZE,
  LOCAL_SIGNATURE,
  ZIP64_COUNT,
  ZIP64_SIZE,
} from './zip-write.js';

/** What the directory says of an entry. Nothing of it is true until it has been compared with the file. */
export interface DirectoryRecord {
  name: string;
  /** The name's bytes, which are not its UTF-8 when it is not UTF-8. */
  rawName: Uint8Array;
  /** Where this record begins, and where the next one would. */
  position: number;
  next: number;
  method: number;
  encrypted: boolean;
  /** Does a data descriptor follow the content (APPNOTE.TXT 4.3.9)? Programs that write a zip as a stream put one there. */
  streamed: boolean;
  crc: number;
  packed: number;
  size: number;
  /** Where the entry's local header begins. */
  offset: number;
  symlink: boolean;
  folder: boolean;
}

/** A zip's directory. `position`: where it begins; `end`: where the end record begins, when there is one. */
export interface Directory {
  records: DirectoryRecord[];
  position: number;
  end: number | undefined;
  problems: Problem[];
}

/** Longest comment that may follow the end record: its length has 16 bits. */
const LONGEST_COMMENT = 0xffff;

/** Reads the directory as far as it can be followed. Never throws. */
export function readDirectory(bytes: Uint8Array): Directory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === undefined) return { records: [], position: 0, end, problems: [notABundle(view)] };
  const count = view.getUint16(end + 10, true);
  const position = view.getUint32(end + 16, true);
  if (count === ZIP64_COUNT || position === ZIP64_SIZE)
    return { records: [], position: 0, end: undefined, problems: [ZIP64] };
  const records: DirectoryRecord[] = [];
  const problems: Problem[] = [];
  let at = position;
  while (records.length < count) {
    const record = readRecord(bytes, view, at, end);
    if (record === undefined) {
      const what = `is damaged: its directory, said to hold ${count} entries, cannot be read at byte ${at}`;
      problems.push({ where: BUNDLE, what, remedy: FETCH_AGAIN });
      break;
    }
    records.push(record);
    at = record.next;
  }
  return { records, position, end, problems };
}

const ZIP64: Problem = {
  where: BUNDLE,
  what: 'is a zip of more than 65,534 entries or 4 GiB (Zip64), which no bundle is',
  remedy: 'name a bundle, as `assay bundle` writes it: target/assay/bundle.zip',
};

const FETCH_AGAIN = 'fetch the bundle again from where it is kept';

function notABundle(view: DataView): Problem {
  if (view.byteLength === 0) return { where: BUNDLE, what: 'is an empty file', remedy: FETCH_AGAIN };
  if (view.byteLength < 4 || view.getUint32(0, true) !== LOCAL_SIGNATURE) {
    return {
      where: BUNDLE,
      what: 'is not a zip',
      remedy: 'name a bundle, as `assay bundle` writes it: target/assay/bundle.zip',
    };
  }
  return { where: BUNDLE, what: 'is cut off or damaged: a zip without its directory at the end', remedy: FETCH_AGAIN };
}

/** The end record: in a bundle the last 22 bytes; sought further back, so that what follows it can be named. */
function findEnd(view: DataView): number | undefined {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return undefined;
}

function readRecord(bytes: Uint8Array, view: DataView, at: number, end: number): DirectoryRecord | undefined {
  if (at + CENTRAL_SIZE > end || view.getUint32(at, true) !== CENTRAL_SIGNATURE) return undefined;
  const nameEnd = at + CENTRAL_SIZE + view.getUint16(at + 28, true);
  const extra = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (nameEnd + extra > end) return undefined;
  const rawName = bytes.subarray(at + CENTRAL_SIZE, nameEnd);
  const attributes = view.getUint32(at + 38, true);
  return {
    // Lossy where the name is not UTF-8: the header that this name gives then differs, and that is a problem.
    name: new TextDecoder('utf-8', { ignoreBOM: true }).decode(rawName),
    rawName,
    position: at,
    next: nameEnd + extra,
    encrypted: (view.getUint16(at + 8, true) & 1) !== 0,
    streamed: (view.getUint16(at + 8, true) & 8) !== 0,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
    // The file type in the high half is Unix's (S_IFLNK 0xA000, S_IFDIR 0x4000), the bit 4 MS-DOS's.
    symlink: attributes >>> 28 === 0xa,
    folder: attributes >>> 28 === 0x4 || (attributes & 0x10) !== 0,
  };
}
