import { malformed } from './error.js';
import { Reader } from './reader.js';

/** The kinds of packets that stand in keys and signatures: RFC 9580, section 5. */
export const tags = {
  signature: 2,
  secretKey: 5,
  publicKey: 6,
  secretSubkey: 7,
  userId: 13,
  publicSubkey: 14,
  userAttribute: 17,
} as const;

export interface Packet {
  tag: number;
  body: Uint8Array;
}

/** The packets one after the other, to the last byte. Throws SignatureError `malformed`. */
export function readPackets(bytes: Uint8Array): Packet[] {
  const reader = new Reader(bytes);
  const packets: Packet[] = [];
  while (!reader.atEnd) packets.push(readPacket(reader));
  return packets;
}

/** Headers of both forms: RFC 9580, section 4.2. */
function readPacket(reader: Reader): Packet {
  const head = reader.number(1);
  if ((head & 0x80) === 0) throw malformed('something that is no OpenPGP packet stands where one should');
  if ((head & 0x40) !== 0) return { tag: head & 0x3f, body: reader.take(reader.length()) };
  const width = ([1, 2, 4] as const)[head & 3];
  if (width === undefined) throw malformed('an OpenPGP packet does not say how long it is');
  return { tag: (head >> 2) & 0xf, body: reader.take(reader.number(width)) };
}
