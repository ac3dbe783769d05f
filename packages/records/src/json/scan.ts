import { isUtf8 } from 'node:buffer';

/** The bytes end before the token does. */
export const UNFINISHED = -1;
/** No token of this kind begins so. */
export const WRONG = -2;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LOWER_U = 0x75;

/** `"`, `\`, `/`, b, f, n, r, t: what may follow a backslash besides u and four hexadecimal digits. RFC 8259, section 7. */
const ESCAPES = [0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74];

/** Where a text ends, after its closing quotation mark, whose first byte stands at `start`; or UNFINISHED or WRONG. */
export function textEnd(bytes: Buffer, start: number, end: number): number {
  let seen = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) return seen < 0x80 || isUtf8(bytes.subarray(start, at)) ? at + 1 : WRONG;
    if (byte < 0x20) return WRONG;
    seen |= byte;
    if (byte !== BACKSLASH) continue;
    const length = escapeLength(bytes, at + 1, end);
    if (length < 0) return length;
    at += length;
  }
  return UNFINISHED;
}

/** The length of what belongs to a backslash, or UNFINISHED or WRONG. */
function escapeLength(bytes: Buffer, start: number, end: number): number {
  if (start >= end) return UNFINISHED;
  const byte = bytes[start] as number;
  if (byte !== LOWER_U) return ESCAPES.includes(byte) ? 1 : WRONG;
  const digits = bytes.toString('latin1', start + 1, Math.min(start + 5, end));
  if (!/^[0-9a-fA-F]*$/.test(digits)) return WRONG;
  return digits.length === 4 ? 5 : UNFINISHED;
}

/** Where a number ends that is more than plain digits, or UNFINISHED or WRONG. RFC 8259, section 6. */
export function numberEnd(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && isInNumber(bytes[at] as number)) at += 1;
  if (at === end) return UNFINISHED;
  return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(bytes.toString('latin1', start, at)) ? at : WRONG;
}

/** A digit, `.`, `e`, `E`, `+` or `-`. */
export function isInNumber(byte: number): boolean {
  if (byte >= 0x30 && byte <= 0x39) return true;
  return byte === 0x2e || byte === 0x65 || byte === 0x45 || byte === 0x2b || byte === 0x2d;
}

/** Where a word ends, or UNFINISHED or WRONG where it does not stand at `start`. */
export function wordEnd(bytes: Buffer, start: number, end: number, word: Uint8Array): number {
  const known = Math.min(word.length, end - start);
  for (let at = 0; at < known; at += 1) {
    if (bytes[start + at] !== word[at]) return WRONG;
  }
  return known === word.length ? start + known : UNFINISHED;
}
