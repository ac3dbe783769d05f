import { malformed, SignatureError } from './error.js';

/** What a block of armor holds, as its first line says. */
export type ArmorLabel = 'SIGNATURE' | 'PUBLIC KEY BLOCK';

/** Letters of a line of base64: RFC 9580, section 6.2, "MUST NOT be more than 76". */
const LINE = /^[A-Za-z0-9+/]{1,76}={0,2}$/;

/** Header lines that mean nothing to a reader: RFC 9580, section 6.2.2.1. */
const HEADER = /^(Version|Comment): [ -~]*$/;

/**
 * The bytes of the one armored block in a text (RFC 9580, section 6.2), around which nothing but blank lines stands. A
 * checksum is compared where there is one. Throws SignatureError `malformed`, or `private-key` for a block that is one.
 */
export function readArmor(text: string, label: ArmorLabel): Uint8Array {
  const lines = withoutBlankEnds(text.split(/\r?\n/));
  const [first, last] = [lines[0], lines.at(-1)];
  const what = label === 'SIGNATURE' ? 'the signature' : 'the key';
  if (lines.includes('-----BEGIN PGP PRIVATE KEY BLOCK-----')) throw privateKey();
  if (first === undefined) throw malformed(`${what} is empty`);
  if (first !== `-----BEGIN PGP ${label}-----`) throw malformed(`${what} does not begin with BEGIN PGP ${label}`);
  if (last !== `-----END PGP ${label}-----`)
    throw malformed(`${what} is cut off: it does not end with END PGP ${label}`);
  const blank = lines.indexOf('');
  if (blank === -1 || !lines.slice(1, blank).every((line) => HEADER.test(line))) {
    throw malformed(`${what} has no blank line after its headers, or a header that is none`);
  }
  return decode(lines.slice(blank + 1, -1), what);
}

/** A key file that holds a secret key is refused, armored so or by its packets. */
export function privateKey(): SignatureError {
  return new SignatureError('private-key', 'the key file holds a private key');
}

function withoutBlankEnds(lines: readonly string[]): readonly string[] {
  const blank = (line: string) => /^[ \t]*$/.test(line);
  const begin = lines.findIndex((line) => !blank(line));
  return begin === -1 ? [] : lines.slice(begin, lines.findLastIndex((line) => !blank(line)) + 1);
}

function decode(lines: readonly string[], what: string): Uint8Array {
  const checksum = lines.at(-1)?.startsWith('=') ? lines.at(-1)?.slice(1) : undefined;
  const body = checksum === undefined ? lines : lines.slice(0, -1);
  const text = body.join('');
  const bytes = Buffer.from(text, 'base64');
  // Encoded again and compared: padding in the middle, bits that mean nothing and lengths that cannot be show so.
  if (!body.every((line) => LINE.test(line)) || bytes.toString('base64') !== text) {
    throw malformed(`${what} is not base64`);
  }
  if (checksum !== undefined && checksum !== crc24(bytes))
    throw malformed(`${what} does not have the checksum it states`);
  return bytes;
}

/** The checksum of armor, in base64. Generator and start: RFC 9580, section 6.1. */
function crc24(bytes: Uint8Array): string {
  let crc = 0xb704ce;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit++) {
      crc <<= 1;
      if ((crc & 0x1000000) !== 0) crc ^= 0x1864cfb;
    }
  }
  return Buffer.from([crc >> 16, crc >> 8, crc].map((byte) => byte & 0xff)).toString('base64');
}
