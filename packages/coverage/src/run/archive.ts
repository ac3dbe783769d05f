/** A file in an archive. */
export interface Member {
  name: string;
  content: Uint8Array;
}

const MAGIC = '!<arch>\n';
const HEADER = 60;

/**
 * The files in a Unix archive, as rustc writes its libraries: GNU's form, in which a table holds the long names. Throws RangeError where it is
 * none, or cut off. https://en.wikipedia.org/wiki/Ar_(Unix)#File_format_details
 */
export function* membersOf(archive: Uint8Array): Generator<Member> {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new RangeError('this is no archive');
  let names = '';
  for (let at = MAGIC.length; at < bytes.length; ) {
    const header = bytes.toString('latin1', at, at + HEADER);
    const size = Number(/^(\d+) *`\n$/.exec(header.slice(48))?.[1] ?? Number.NaN);
    const start = at + HEADER;
    if (!Number.isInteger(size) || start + size > bytes.length)
      throw new RangeError('the archive is damaged or cut off');
    const content = bytes.subarray(start, start + size);
    const name = header.slice(0, 16).trimEnd();
    if (name === '//') names = content.toString('latin1');
    else if (name !== '/' && name !== '/SYM64/') yield { name: ownName(name, names), content };
    // Each begins at an even place.
    at = start + size + (size % 2);
  }
}

/** `short.o/`, or `/123`: the place of a name in the table, which ends with `/` and a line's end. */
function ownName(name: string, names: string): string {
  const place = /^\/(\d+)$/.exec(name)?.[1];
  if (place === undefined) return name.replace(/\/$/, '');
  return /^[^/\n]*/.exec(names.slice(Number(place)))?.[0] ?? '';
}
