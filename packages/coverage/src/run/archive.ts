/** A file in an archive. */
export interface Member {
  name: string;
  content: Uint8Array;
}

const MAGIC = '!<arch>\n';
const HEADER = 60;

/**
 * The files in a Unix archive, as rustc writes its libraries: in GNU's form, in which a table holds the long names, or
 * in BSD's, as on macOS, in which they stand before the content. Throws RangeError where it is none, or cut off.
 * https://en.wikipedia.org/wiki/Ar_(Unix)#File_format_details
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
    else if (name !== '/' && name !== '/SYM64/') yield named(name, content, names);
    // Each begins at an even place.
    at = start + size + (size % 2);
  }
}

/**
 * `short.o/`; `/123`, the place of a name in the table, which ends with `/` and a line's end; `#1/20`, as many bytes of
 * the content.
 */
function named(name: string, content: Buffer, names: string): Member {
  const inTable = /^\/(\d+)$/.exec(name)?.[1];
  if (inTable !== undefined) return { name: /^[^/\n]*/.exec(names.slice(Number(inTable)))?.[0] ?? '', content };
  const before = Number(/^#1\/(\d+)$/.exec(name)?.[1] ?? 0);
  if (before === 0) return { name: name.replace(/\/$/, ''), content };
  return { name: content.toString('latin1', 0, before).replace(/\0+$/, ''), content: content.subarray(before) };
}
