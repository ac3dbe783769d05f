import { constants, createHash, createPublicKey, createVerify, type KeyObject } from 'node:crypto';
import { malformed, SignatureError } from './error.js';
import { Reader } from './reader.js';
import type { Signature } from './signature.js';

/** The number of RSA among the public-key algorithms: RFC 9580, section 9.1. */
const RSA = 1;

/** Bits: what is shorter may be broken by now (NIST SP 800-131A). */
const SHORTEST = 2048;

/** Hashes by number: RFC 9580, section 9.5. MD5, RIPEMD-160 and SHA-224 are not among them, so that nothing can use them. */
const hashes: ReadonlyMap<number, string> = new Map([
  [2, 'SHA1'],
  [8, 'SHA256'],
  [9, 'SHA384'],
  [10, 'SHA512'],
]);

/** The name of a signature's hash. Throws SignatureError `weak` for one that is not accepted. */
export function hashName({ hash }: Signature): string {
  const name = hashes.get(hash);
  if (name === undefined) throw new SignatureError('weak', `a signature uses hash ${hash}, which is not accepted`);
  return name;
}

/** A version 4 public key or subkey: RFC 9580, section 5.5.2.2. */
export class PublicKey {
  /** Lower-case hex, as signatures are compared with it. */
  readonly fingerprint: string;
  /** Seconds since the epoch. */
  readonly created: number;
  /** As it is hashed into signatures on keys, and into its fingerprint: RFC 9580, section 5.2.4. */
  readonly framed: Uint8Array;
  readonly #body: Uint8Array;

  /** Throws SignatureError `malformed`. */
  constructor(body: Uint8Array) {
    if (body[0] !== 4 || body.length < 6 || body.length > 0xffff) throw malformed('a key is not of version 4');
    this.#body = body;
    this.framed = Buffer.concat([Buffer.from([0x99, body.length >> 8, body.length & 0xff]), body]);
    this.fingerprint = createHash('sha1').update(this.framed).digest('hex');
    this.created = Buffer.from(body).readUInt32BE(1);
  }

  /**
   * Did this key make the signature over these bytes, one after the other? Throws SignatureError: `malformed`; `weak` for a
   * key under 2048 bits or a hash that is not accepted.
   */
  made(signature: Signature, data: readonly Uint8Array[]): boolean {
    if (signature.algorithm !== RSA)
      throw malformed(`a signature uses algorithm ${signature.algorithm}; only RSA is read`);
    const hash = hashName(signature);
    const parts = [...data, signature.signed];
    const digest = parts.reduce((sum, part) => sum.update(part), createHash(hash)).digest();
    if (!digest.subarray(0, 2).equals(signature.hashStart)) return false;
    const reader = new Reader(signature.value);
    const value = reader.integer();
    if (!reader.atEnd) throw malformed('bytes stand after the end of a signature');
    const { key, size } = this.#rsa();
    if (value.length > size) return false;
    const padded = Buffer.concat([Buffer.alloc(size - value.length), value]);
    const verifier = parts.reduce((sum, part) => sum.update(part), createVerify(hash));
    return verifier.verify({ key, padding: constants.RSA_PKCS1_PADDING }, padded);
  }

  /** The key as Node uses it, and the bytes of its modulus. */
  #rsa(): { key: KeyObject; size: number } {
    const reader = new Reader(this.#body.subarray(5));
    if (reader.number(1) !== RSA) throw malformed('a key that should have made a signature is no RSA key');
    const [n, e] = [reader.integer(), reader.integer()];
    if (!reader.atEnd) throw malformed('bytes stand after the end of a key');
    if (e.length > 4) throw malformed('a key has an exponent of more than 32 bits');
    const jwk = { kty: 'RSA', n: Buffer.from(n).toString('base64url'), e: Buffer.from(e).toString('base64url') };
    const key = importKey(jwk);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (bits < SHORTEST) {
      throw new SignatureError('weak', `a key has ${bits} bits, and at least ${SHORTEST} are asked for`);
    }
    return { key, size: n.length };
  }
}

function importKey(jwk: { kty: string; n: string; e: string }): KeyObject {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    throw malformed('a key is no RSA key');
  }
}
