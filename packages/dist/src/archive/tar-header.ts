import { ArchiveFault, quote } from './fault.js';

/** Bytes of a tar's blocks. */
export const BLOCK = 512;

/** What a tar header says, in those parts that are read. */
export interface TarHeader {
  /** As it stands there: cut to 100 bytes when a long name stands before it. */
  name: string;
  /** Permission bits. */
  mode: number;
  /** Bytes. */
  size: number;
  /** The letter of its kind: `0` a file, `5` a folder, `L` a long name. */
  type: string;
}

/** Where the fields begin and end: POSIX.1-2017, pax, "ustar Interchange Format". */
const fields = {
  name: [0, 100],
  mode: [100, 108],
  size: [124, 136],
  checksum: [148, 156],
  type: [156, 157],
  magic: [257, 265],
  prefix: [345, 500],
} as const;

/**
 * The two forms that readers agree on: POSIX's, which has a prefix for names, and GNU's, which has other things in its place.
 */
const POSIX = 'ustar\u000000';
const GNU = 'ustar  \0';

/**
 * Reads a header block. What readers understand differently is refused: signed checksums, numbers in base 256, other forms.
 * Throws {@link ArchiveFault}.
 */
export function readHeader(block: Uint8Array): TarHeader {
  const field = (of: keyof typeof fields) => Buffer.from(block.subarray(...fields[of]));
  if (octal(field('checksum'), 'checksum') !== checksum(block)) {
    throw new ArchiveFault('holds a tar header with a wrong checksum');
  }
  const magic = field('magic').toString('latin1');
  if (magic !== POSIX && magic !== GNU) throw new ArchiveFault('holds a tar header of a form that is not read');
  const prefix = magic === POSIX ? nameText(field('prefix')) : '';
  const name = nameText(field('name'));
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    mode: octal(field('mode'), 'mode') & 0o7777,
    size: octal(field('size'), 'size'),
    type: field('type').toString('latin1'),
  };
}

/** The text before the first zero byte. Throws {@link ArchiveFault} when it is not UTF-8. */
export function nameText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const text = bytes.subarray(0, end === -1 ? bytes.length : end);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text);
  } catch {
    throw new ArchiveFault(`holds a name that is not UTF-8: ${quote(Buffer.from(text).toString('latin1'))}`);
  }
}

/** The sum of all bytes, the checksum's own counted as spaces. */
function checksum(block: Uint8Array): number {
  const [begin, end] = fields.checksum;
  const spaces = (end - begin) * 0x20;
  return block.reduce((sum, byte, at) => (at >= begin && at < end ? sum : sum + byte), spaces);
}

function octal(bytes: Buffer, what: string): number {
  const [, digits] = /^([0-7]+)[ \0]*$/.exec(bytes.toString('latin1')) ?? [];
  if (digits === undefined) throw new ArchiveFault(`holds a tar header whose ${what} is no octal number`);
  return Number.parseInt(digits, 8);
}
