import { isUtf8 } from 'node:buffer';

/** The text that bytes are in UTF-8; `undefined` where they are not. */
export function decode(bytes: Buffer, start: number, end: number): string | undefined {
  const text = bytes.toString('utf8', start, end);
  // What is not UTF-8 was replaced by this character, which a text may also hold.
  return text.includes('\ufffd') && !isUtf8(bytes.subarray(start, end)) ? undefined : text;
}

/** A part of some bytes. */
export interface ByteRange {
  bytes: Buffer;
  start: number;
  end: number;
}

/** Are these bytes UTF-8? Faster than {@link decode} for what is ASCII. */
export function isText(bytes: Buffer, start: number, end: number): boolean {
  let seen = 0;
  for (let at = start; at < end; at += 1) seen |= bytes[at] as number;
  return seen < 0x80 || isUtf8(bytes.subarray(start, end));
}
