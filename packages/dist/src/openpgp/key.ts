import { privateKey, readArmor } from './armor.js';
import { malformed, SignatureError } from './error.js';
import { readPackets, tags } from './packets.js';
import { PublicKey } from './rsa.js';
import { divide, isBy, type Proved, prove } from './sections.js';
import { readSignature, type Signature, types } from './signature.js';

/** A key that may sign: the primary key, or a subkey of it. Times in seconds since the epoch. */
export interface Signer {
  key: PublicKey;
  /** When the primary key first said that it may. */
  since: number;
  expires: number | undefined;
  revoked: boolean;
}

/** A public key with everything that was proved of it by its own signatures. */
export interface SigningKey {
  /** Of the primary key, upper-case hex. */
  fingerprint: string;
  /** ISO 8601. */
  created: string;
  /** ISO 8601; `undefined` for never. */
  expires: string | undefined;
  signers: readonly Signer[];
}

/**
 * Reads an armored public key. `pinned`: the fingerprint (hex) that its primary key must have; whoever leaves it out pins the
 * file. Every signature in it that says it is by the primary key must be so; who else signed it does not matter. A subkey may
 * sign only when the primary key said so and the subkey agreed in turn, as that of the real key did. SHA-1 is accepted in
 * these signatures: the real key has no others, and it is the primary key's fingerprint that is trusted. Throws
 * {@link SignatureError}: `malformed`, `other-key`, `weak`, `key-revoked`, `private-key`.
 */
export function readSigningKey(armored: string, pinned?: string): SigningKey {
  const packets = readPackets(readArmor(armored, 'PUBLIC KEY BLOCK'));
  if (packets.some(({ tag }) => tag === tags.secretKey || tag === tags.secretSubkey)) throw privateKey();
  const sections = divide(packets);
  const primary = new PublicKey(sections[0].packet.body);
  const fingerprint = primary.fingerprint.toUpperCase();
  if (pinned !== undefined && fingerprint !== pinned.toUpperCase()) {
    throw new SignatureError('other-key', `the key file holds the key ${fingerprint}, and not ${pinned.toUpperCase()}`);
  }
  const proved = sections.map((section) => prove(section, primary));
  const self = primarySigner(primary, proved);
  const subkeys = proved.flatMap((section) => subkeySigner(primary, section) ?? []);
  const signers = [...(self.maySign ? [self.signer] : []), ...subkeys];
  return {
    fingerprint,
    created: isoTime(primary.created),
    expires: self.signer.expires === undefined ? undefined : isoTime(self.signer.expires),
    signers: signers.map((signer) => ({ ...signer, expires: earliest([signer.expires, self.signer.expires]) })),
  };
}

/** Seconds since the epoch in ISO 8601, to the second. */
export function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000', '');
}

/** Bit of the key flags: may sign data. RFC 9580, section 5.2.3.29. */
const MAY_SIGN = 0x02;

/**
 * The primary key, by what its newest signatures on itself and on each user id that is not revoked say. The strictest counts.
 */
function primarySigner(primary: PublicKey, proved: readonly Proved[]): { signer: Signer; maySign: boolean } {
  const [self, ...rest] = proved;
  if (self?.revoked) throw new SignatureError('key-revoked', 'the key has been revoked by its owner');
  const userIds = rest.filter(({ subkey, revoked, signatures }) => !subkey && !revoked && signatures.length > 0);
  if (userIds.length === 0) throw malformed('the key has no user id that it signed itself');
  const sections = [...(self === undefined ? [] : [self]), ...userIds];
  const newest = sections.flatMap(({ signatures }) => newestOf(signatures) ?? []);
  return {
    signer: {
      key: primary,
      since: Math.min(...sections.flatMap(({ signatures }) => signatures.map(({ created }) => created))),
      expires: earliest(newest.flatMap((signature) => ends(signature, primary))),
      revoked: false,
    },
    maySign: newest.every(({ keyFlags }) => keyFlags === undefined || (keyFlags & MAY_SIGN) !== 0),
  };
}

/** The subkey, when its newest binding lets it sign; then it must have agreed. */
function subkeySigner(primary: PublicKey, { subkey, signatures, revoked }: Proved): Signer | undefined {
  const binding = newestOf(signatures);
  if (subkey === undefined || binding === undefined || ((binding.keyFlags ?? 0) & MAY_SIGN) === 0) return undefined;
  const agreement = binding.embedded === undefined ? undefined : readSignature(binding.embedded);
  if (
    agreement === undefined ||
    agreement.type !== types.primaryKeyBinding ||
    !isBy(agreement, subkey) ||
    !subkey.made(agreement, [primary.framed, subkey.framed])
  ) {
    throw malformed('a subkey that may sign has not signed that it belongs to the primary key');
  }
  return {
    key: subkey,
    since: Math.min(...signatures.map(({ created }) => created)),
    expires: earliest([...ends(binding, subkey), ...ends(agreement, subkey)]),
    revoked,
  };
}

function newestOf(signatures: readonly Signature[]): Signature | undefined {
  return signatures.reduce<Signature | undefined>(
    (newest, signature) => (newest !== undefined && newest.created >= signature.created ? newest : signature),
    undefined,
  );
}

/** When what a signature on a key says comes to its end: the signature itself, and the key by its word. */
function ends({ created, lifetime, keyLifetime }: Signature, key: PublicKey): number[] {
  return [lifetime === 0 ? 0 : created + lifetime, keyLifetime === 0 ? 0 : key.created + keyLifetime].filter(
    (end) => end !== 0,
  );
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
