import { readArmor } from './armor.js';
import { malformed, SignatureError } from './error.js';
import { isoTime, type Signer, type SigningKey } from './key.js';
import { readPackets, tags } from './packets.js';
import { hashName } from './rsa.js';
import { isBy } from './sections.js';
import { readSignature, type Signature, types } from './signature.js';

/** A signature that holds. */
export interface Verified {
  /** Fingerprint of the key that made it, the primary key or its subkey: upper-case hex. */
  signedBy: string;
  /** `SHA512`. */
  hash: string;
  /** When it says that it was made: ISO 8601. */
  created: string;
}

/**
 * Verifies a detached OpenPGP signature (RFC 9580) over the data: armored, version 4, RSA, over bytes. All of the signatures in
 * it that say they are by the key must hold, and there must be one; those of strangers do not count. `now`: milliseconds since
 * the epoch. Throws {@link SignatureError} with the reason.
 */
export function verifyDetached(data: Uint8Array, signature: string, key: SigningKey, now: number): Verified {
  const packets = signature.trim() === '' ? [] : readPackets(readArmor(signature, 'SIGNATURE'));
  if (packets.length === 0) throw new SignatureError('unsigned', 'the signature file holds no signature');
  const signatures = packets.flatMap(({ tag, body }) => {
    if (tag !== tags.signature) throw malformed('something else than a signature stands in the signature file');
    return readSignature(body) ?? [];
  });
  const [first, ...others] = signatures.flatMap((made) => {
    const signer = key.signers.find((candidate) => isBy(made, candidate.key));
    return signer === undefined ? [] : [() => verifyOne(data, made, signer, now)];
  });
  if (first === undefined) throw byAnother(signatures, key);
  const verified = first();
  for (const verify of others) verify();
  return verified;
}

function byAnother(signatures: readonly Signature[], key: SigningKey): SignatureError {
  const names = [...new Set(signatures.map(({ issuers }) => issuers.at(-1)?.toUpperCase()))];
  const who = names.length === 0 ? 'in a form that is not read here' : `by the key ${names.join(' and ')}`;
  return new SignatureError('other-key', `the signature was made ${who}, and not by ${key.fingerprint}`);
}

function verifyOne(data: Uint8Array, signature: Signature, signer: Signer, now: number): Verified {
  const { created } = signature;
  const hash = hashName(signature);
  if (hash === 'SHA1')
    throw new SignatureError('weak', 'the signature uses SHA-1, for which other data can be made to fit');
  if (signature.type !== types.document)
    throw malformed(`the signature is of type ${signature.type}, and not over bytes`);
  if (!signer.key.made(signature, [data])) {
    throw new SignatureError(
      'changed',
      'the signature does not hold: it was made over other bytes, or has been altered',
    );
  }
  checkDates(signature, signer, Math.floor(now / 1000));
  return { signedBy: signer.key.fingerprint.toUpperCase(), hash, created: isoTime(created) };
}

/** Whether the signature was made, and the key could make it, at a time that can be. `now`: seconds since the epoch. */
function checkDates({ created, lifetime }: Signature, { since, expires, revoked }: Signer, now: number): void {
  const [made, ended] = [isoTime(created), expires === undefined ? '' : isoTime(expires)];
  if (revoked)
    throw new SignatureError('key-revoked', 'the subkey that made the signature has been revoked by its owner');
  if (created > now) {
    throw new SignatureError('future', `the signature says that it was made at ${made}, which is in the future`);
  }
  if (created < since) {
    throw new SignatureError(
      'before-key',
      `the signature says that it was made at ${made}, when its key could not sign yet`,
    );
  }
  if (lifetime !== 0 && created + lifetime <= now) {
    throw new SignatureError('expired', `the signature itself expired at ${isoTime(created + lifetime)}`);
  }
  if (expires !== undefined && expires <= created) {
    throw new SignatureError(
      'key-expired-then',
      `the key had expired, at ${ended}, when the signature was made, at ${made}`,
    );
  }
  if (expires !== undefined && expires <= now) {
    throw new SignatureError('key-expired', `the key expired at ${ended}; the signature was made before, at ${made}`);
  }
}
