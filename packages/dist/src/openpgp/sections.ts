import { malformed } from './error.js';
import { type Packet, tags } from './packets.js';
import { PublicKey } from './rsa.js';
import { readSignature, type Signature, types } from './signature.js';

/** A part of a public key: the primary key, a user id or a subkey, and the signatures that follow it. */
export interface Section {
  packet: Packet;
  signatures: readonly Signature[];
}

/** A section with those of its signatures that the primary key made, but the revocations. */
export interface Proved extends Section {
  /** `undefined` for the primary key itself and for user ids. */
  subkey: PublicKey | undefined;
  revoked: boolean;
}

/**
 * Divides a public key into its sections, the primary key first: RFC 9580, section 10.1.1. Throws SignatureError `malformed`.
 */
export function divide(packets: readonly Packet[]): [Section, ...Section[]] {
  const sections: { packet: Packet; signatures: Signature[] }[] = [];
  let next: readonly number[] = [tags.publicKey];
  for (const packet of packets) {
    const current = sections.at(-1);
    if (packet.tag === tags.signature && current !== undefined) {
      const signature = readSignature(packet.body);
      if (signature !== undefined) current.signatures.push(signature);
    } else {
      if (!next.includes(packet.tag)) throw malformed(`the key holds a packet (${packet.tag}) that has no place there`);
      next = packet.tag === tags.publicSubkey ? [packet.tag] : [tags.userId, tags.userAttribute, tags.publicSubkey];
      sections.push({ packet, signatures: [] });
    }
  }
  const [first, ...rest] = sections;
  if (first === undefined) throw malformed('the key is empty');
  return [first, ...rest];
}

/** Verifies what the primary key signed in a section. Throws SignatureError `malformed` for anything that does not hold. */
export function prove({ packet, signatures }: Section, primary: PublicKey): Proved {
  const { on, allowed, revocation } = rules(packet.tag);
  const subkey = packet.tag === tags.publicSubkey ? new PublicKey(packet.body) : undefined;
  const data = packet.tag === tags.publicKey ? [] : [subkey?.framed ?? framedUserId(packet)];
  const own = signatures.filter((signature) => isBy(signature, primary));
  for (const signature of own) {
    const { type } = signature;
    if (type !== revocation && !allowed.includes(type)) {
      throw malformed(`a signature of type ${type} stands on ${on}, where it has no place`);
    }
    if (!primary.made(signature, [primary.framed, ...data])) throw malformed(`a signature on ${on} does not hold`);
  }
  const revoked = own.some(({ type }) => type === revocation);
  return { packet, subkey, revoked, signatures: own.filter(({ type }) => type !== revocation) };
}

/** Does the signature say that this key made it, and name no other? */
export function isBy({ issuers }: Signature, { fingerprint }: PublicKey): boolean {
  return issuers.every((name) => name === fingerprint || name === fingerprint.slice(-16));
}

/** Which signatures the primary key makes on what: RFC 9580, section 5.2.1. */
function rules(tag: number): { on: string; allowed: readonly number[]; revocation: number } {
  switch (tag) {
    case tags.publicKey:
      return { on: 'the primary key', allowed: [types.directKey], revocation: types.keyRevocation };
    case tags.publicSubkey:
      return { on: 'a subkey', allowed: [types.subkeyBinding], revocation: types.subkeyRevocation };
    default:
      return { on: 'a user id', allowed: types.certifications, revocation: types.certificationRevocation };
  }
}

/** A user id, or an image in its place, as it is hashed into signatures: RFC 9580, section 5.2.4. */
function framedUserId({ tag, body }: Packet): Uint8Array {
  const head = Buffer.from([tag === tags.userId ? 0xb4 : 0xd1, 0, 0, 0, 0]);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}
