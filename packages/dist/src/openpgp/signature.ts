import { malformed } from './error.js';
import { Reader } from './reader.js';

/** What a signature says: RFC 9580, section 5.2.1. */
export const types = {
  document: 0x00,
  certifications: [0x10, 0x11, 0x12, 0x13],
  subkeyBinding: 0x18,
  primaryKeyBinding: 0x19,
  directKey: 0x1f,
  keyRevocation: 0x20,
  subkeyRevocation: 0x28,
  certificationRevocation: 0x30,
} as const;

/** A version 4 signature (RFC 9580, section 5.2.3), as it says of itself. Nothing of it is true until it has been verified. */
export interface Signature {
  type: number;
  algorithm: number;
  hash: number;
  /** Seconds since the epoch. */
  created: number;
  /** Seconds after `created` until it means nothing any more; 0 for never. */
  lifetime: number;
  /** Seconds after the key was made until it expires, by a signature on a key; 0 for never. */
  keyLifetime: number;
  /** What the key that is spoken of may be used for; `undefined` where nothing is said. */
  keyFlags: number | undefined;
  /** The signature in this one by which a subkey agrees to belong to the primary key. */
  embedded: Uint8Array | undefined;
  /** Ids and fingerprints of the key that made it, lower-case hex, 16 and 40 digits, all that it names. */
  issuers: readonly string[];
  /** What of it is signed, with the trailer: to be hashed after the data. */
  signed: Uint8Array;
  /** The first two bytes of the hash. */
  hashStart: Uint8Array;
  /** The algorithm's own part. */
  value: Uint8Array;
}

/** Reads a signature packet of version 4; `undefined` for any other version. Throws SignatureError `malformed`. */
export function readSignature(body: Uint8Array): Signature | undefined {
  if (body[0] !== 4) return undefined;
  const reader = new Reader(body);
  reader.take(1);
  const [type, algorithm, hash] = [reader.number(1), reader.number(1), reader.number(1)];
  const hashed = readSubpackets(reader.take(reader.number(2)), hashedTypes);
  const signedLength = 6 + hashed.bytes.length;
  const unhashed = readSubpackets(reader.take(reader.number(2)), unhashedTypes);
  const hashStart = reader.take(2);
  const created = hashed.number(subpackets.created);
  if (created === undefined) throw malformed('a signature does not say when it was made');
  const issuers = [...hashed.issuers(), ...unhashed.issuers()];
  if (issuers.length === 0) throw malformed('a signature does not say which key made it');
  return {
    type,
    algorithm,
    hash,
    created,
    lifetime: hashed.number(subpackets.lifetime) ?? 0,
    keyLifetime: hashed.number(subpackets.keyLifetime) ?? 0,
    keyFlags: hashed.get(subpackets.keyFlags)?.[0],
    embedded: hashed.get(subpackets.embedded) ?? unhashed.get(subpackets.embedded),
    issuers,
    signed: Buffer.concat([body.subarray(0, signedLength), trailer(signedLength)]),
    hashStart,
    value: reader.rest(),
  };
}

/** What is hashed last: RFC 9580, section 5.2.4. */
function trailer(signedLength: number): Uint8Array {
  const bytes = Buffer.from([4, 0xff, 0, 0, 0, 0]);
  bytes.writeUInt32BE(signedLength, 2);
  return bytes;
}

/** The subpackets that mean something here: RFC 9580, section 5.2.3.7. */
const subpackets = {
  created: 2,
  lifetime: 3,
  keyLifetime: 9,
  issuerId: 16,
  keyFlags: 27,
  revocationReason: 29,
  embedded: 32,
  issuerFingerprint: 33,
} as const;

const hashedTypes = Object.values<number>(subpackets);

/** What may stand outside of the signed part, where anyone can write: what is proved by other means. */
const unhashedTypes: readonly number[] = [subpackets.issuerId, subpackets.issuerFingerprint, subpackets.embedded];

/** The subpackets of one area, each type that means something at most once. */
class Subpackets {
  readonly bytes: Uint8Array;
  readonly #data: ReadonlyMap<number, Uint8Array>;

  constructor(bytes: Uint8Array, data: ReadonlyMap<number, Uint8Array>) {
    this.bytes = bytes;
    this.#data = data;
  }

  get(type: number): Uint8Array | undefined {
    return this.#data.get(type);
  }

  number(type: number): number | undefined {
    const data = this.get(type);
    if (data === undefined) return undefined;
    const reader = new Reader(data);
    const value = reader.number(4);
    if (!reader.atEnd) throw malformed('a date in a signature is not of four bytes');
    return value;
  }

  issuers(): string[] {
    const id = this.get(subpackets.issuerId);
    const fingerprint = this.get(subpackets.issuerFingerprint);
    if (id !== undefined && id.length !== 8) throw malformed('a signature names its key by an id that is none');
    if (fingerprint !== undefined && (fingerprint[0] !== 4 || fingerprint.length !== 21)) return ['another version'];
    return [id, fingerprint?.subarray(1)].flatMap((name) =>
      name === undefined ? [] : Buffer.from(name).toString('hex'),
    );
  }
}

/**
 * Reads an area of subpackets. Those of other types than the known ones are passed over in the signed area unless they are
 * marked critical, as RFC 9580, section 5.2.3.7 has it, and refused outside of it.
 */
function readSubpackets(bytes: Uint8Array, known: readonly number[]): Subpackets {
  const reader = new Reader(bytes);
  const data = new Map<number, Uint8Array>();
  while (!reader.atEnd) {
    const content = new Reader(reader.take(reader.length()));
    const head = content.number(1);
    const type = head & 0x7f;
    const critical = (head & 0x80) !== 0;
    if (known === unhashedTypes ? critical || !known.includes(type) : critical && !known.includes(type)) {
      throw malformed(`a signature holds something that is not known here (subpacket ${type})`);
    }
    if (data.has(type)) throw malformed('a signature says something twice');
    if (known.includes(type)) data.set(type, content.rest());
  }
  return new Subpackets(bytes, data);
}
