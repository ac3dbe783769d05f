const COLON = 0x3a;

/** Letters of the longest name of a record that tells of one thing. */
const LONGEST = 4;

/** The number that stands for the name of a record, so that the name need not be made a text on every line. */
export function tagOf(name: string): number {
  return tagAt(Buffer.from(`${name}:`), 0, name.length + 1);
}

/** The number for the name with which a line begins; 0 where no such name does, up to four letters and a colon. */
export function tagAt(bytes: Buffer, start: number, end: number): number {
  let tag = 0;
  for (let at = start; at < end && at <= start + LONGEST; at += 1) {
    const byte = bytes[at] as number;
    if (byte === COLON) return tag;
    tag = (tag << 8) | byte;
  }
  return 0;
}
