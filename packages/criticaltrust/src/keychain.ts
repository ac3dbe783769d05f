import type { KeyObject } from 'node:crypto';
import { UserError } from '@assay/evidence';
import * as z from 'zod';
import { ALGORITHM, isSignatureOf, keyId, readPublicKey } from './public-key.js';
import { Base64, boundedList, readJson, readManifest, type SignedText, signedFields } from './signed.js';

/** What keys are for (criticaltrust 0.4.0, keys/public.rs). A key signs nothing outside of its role. */
const roles = ['releases', 'packages', 'redirects', 'revocation', 'root'] as const;
export type KeyRole = (typeof roles)[number];

/** A key that the trust root vouches for, through other root keys or itself. */
export interface Key {
  id: string;
  role: KeyRole;
  publicKey: KeyObject;
}

/** A key of the keys manifest that is not in the chain, and why. */
export interface UnusableKey {
  /** Where it stands in the keys manifest: `keys[3]`. */
  at: string;
  /** `null` when no root key vouches for what it says of itself, or it says nothing that can be read. */
  id: string | null;
  kind: 'untrusted' | 'malformed' | 'unknown-role' | 'unknown-algorithm' | 'expired';
  why: string;
}

/** The keys that can be trusted at one moment, the trust root first, and those that cannot. */
export interface Keychain {
  keys: readonly Key[];
  unusable: readonly UnusableKey[];
}

/** Many times what a vendor with a key for each role has. The bound is on the work that a file can ask for. */
const MOST_KEYS = 1000;

/** Fields of a later CriticalUp are let through, as CriticalUp does: a list of revoked files stands there already. */
const KeysManifest = z.object({ version: z.literal(1), keys: boundedList(z.object(signedFields), MOST_KEYS) });

/** What a root key signs of another key. A missing expiry is malformed, `null` is never. */
const KeyStatement = z.object({
  role: z.string(),
  algorithm: z.string(),
  expiry: z.iso.datetime({ offset: true }).nullable(),
  public: Base64,
});

/** A keys manifest, where it came from, and what to hold it against. */
export interface KeychainSource {
  /** The text of the keys manifest: CriticalUp keeps it as `keys.json` in its cache. */
  keys: string;
  /** Where it was read, for messages. */
  path: string;
  /** SPKI in DER, in base64. */
  trustRoot: string;
  /** Milliseconds since the epoch; keys are judged at this moment. */
  now: number;
}

/**
 * Follows the chain from the trust root: a key counts when a root key that counts has signed it, wherever in the file either
 * stands. Throws UserError when the manifest or the trust root cannot be read; a bad key in the manifest is listed instead.
 */
export function readKeychain({ keys: text, path, trustRoot, now }: KeychainSource): Keychain {
  const manifest = readManifest(text, KeysManifest, {
    path,
    what: 'a keys manifest of CriticalUp',
    remedy: 'remove the file and run criticalup verify, which fetches it again',
  });
  const keys: Key[] = [readTrustRoot(trustRoot)];
  const unusable: UnusableKey[] = [];
  let waiting = manifest.keys.map((entry, index) => ({ entry, at: `keys[${index}]` }));
  // The list grows under the loop: a root key that is found looks once more at all that still wait for a signer.
  for (const signer of keys) {
    if (signer.role !== 'root') continue;
    const rest: typeof waiting = [];
    for (const candidate of waiting) {
      const key = isSignedBy(signer, candidate.entry) ? readKey(candidate.entry.signed, candidate.at, now) : undefined;
      if (key === undefined) rest.push(candidate);
      else if ('kind' in key) unusable.push(key);
      else keys.push(key);
    }
    waiting = rest;
  }
  const why = 'no root key that can be used has signed it';
  return {
    keys,
    unusable: [...unusable, ...waiting.map(({ at }) => ({ at, id: null, kind: 'untrusted', why }) as const)],
  };
}

/** Has the key made one of the signatures of this text? Signatures that name other keys are not tried. */
export function isSignedBy({ id, publicKey }: Key, { signatures, signed }: SignedText): boolean {
  return signatures.some(({ keyId, signature }) => keyId === id && isSignatureOf(publicKey, signed, signature));
}

function readTrustRoot(text: string): Key {
  const bytes = Base64.safeParse(text).data ?? Buffer.alloc(0);
  const publicKey = readPublicKey(bytes);
  if (publicKey === undefined) {
    throw new UserError('the trust root is not a P-256 public key', { remedy: 'give it as SPKI in DER, in base64' });
  }
  return { id: keyId(bytes), role: 'root', publicKey };
}

function readKey(signed: string, at: string, now: number): Key | UnusableKey {
  const read = readJson(signed, KeyStatement);
  if ('fault' in read) return { at, id: null, kind: 'malformed', why: `what is signed is not a key: ${read.fault}` };
  const { role, algorithm, expiry, public: bytes } = read.value;
  const id = keyId(bytes);
  const refuse = (kind: UnusableKey['kind'], why: string): UnusableKey => ({ at, id, kind, why });
  if (!isRole(role)) return refuse('unknown-role', `its role ${JSON.stringify(role)} is not known`);
  if (algorithm !== ALGORITHM) {
    return refuse('unknown-algorithm', `its algorithm ${JSON.stringify(algorithm)} is not known`);
  }
  const publicKey = readPublicKey(bytes);
  if (publicKey === undefined) return refuse('malformed', 'its bytes are not a P-256 public key');
  // Written so that a date that is none would be past.
  if (expiry !== null && !(now <= Date.parse(expiry))) return refuse('expired', `it expired at ${expiry}`);
  return { id, role, publicKey };
}

function isRole(text: string): text is KeyRole {
  return roles.some((role) => role === text);
}
