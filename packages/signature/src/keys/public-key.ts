import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { errorMessage } from '@assay/evidence';
import { labelled, pemBlocks } from '../pem.js';
import type { Read } from '../read.js';

/**
 * The kinds of keys that Assay signs with and accepts signatures of, and the digest that each signs: Ed25519 brings its own. RSA and larger
 * curves are left out, because what is not needed cannot be got wrong. A kind that must go one day goes from this table.
 */
const digests = { Ed25519: null, 'ECDSA P-256': 'sha256' } as const;

/** A kind of key, as messages name it. */
export type Algorithm = keyof typeof digests;

/** The kinds in words. */
export const ACCEPTED_KEYS = Object.keys(digests).join(' or ');

const ASK_FOR_ANOTHER = `ask the signer for a key of the kind ${ACCEPTED_KEYS}`;

export interface PublicKey {
  key: KeyObject;
  algorithm: Algorithm;
  /** SHA-256 of its SubjectPublicKeyInfo in DER, in hex: what `openssl pkey -pubin -outform DER | sha256sum` says. */
  sha256: string;
}

/** The kind of a private or a public key; `undefined` for one that is not accepted. */
export function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): Algorithm | undefined {
  if (asymmetricKeyType === 'ed25519') return 'Ed25519';
  return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1' ? 'ECDSA P-256' : undefined;
}

/** The kind of a key that is not accepted, as far as Node knows it: `rsa`, `ec secp384r1`. */
export function kindOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  return [asymmetricKeyType, asymmetricKeyDetails?.namedCurve].filter((part) => part !== undefined).join(' ');
}

/** A public key with its name; `undefined` where its kind is not accepted. */
export function publicKeyOf(key: KeyObject): PublicKey | undefined {
  const algorithm = algorithmOf(key);
  if (algorithm === undefined) return undefined;
  const sha256 = createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex');
  return { key, algorithm, sha256 };
}

/** Reads a public key in PEM, and nothing more than that. */
export function readPublicKey(pem: string): Read<PublicKey> {
  const blocks = pemBlocks(pem);
  const [block] = blocks;
  if (block === undefined || blocks.length > 1)
    return { fault: `has ${blocks.length} blocks of PEM, and one is wanted` };
  if (block.label.endsWith('PRIVATE KEY')) {
    const remedy = 'take the public half of it: openssl pkey -in key.pem -pubout';
    return { fault: 'is a private key, which belongs to its holder alone', remedy };
  }
  if (block.label === 'RSA PUBLIC KEY') return { fault: 'is a key of the kind rsa', remedy: ASK_FOR_ANOTHER };
  if (block.label === 'CERTIFICATE') {
    const remedy = 'take the key out of it: openssl x509 -in cert.pem -noout -pubkey';
    return { fault: `is ${labelled(block)}, not a "PUBLIC KEY"`, remedy };
  }
  if (block.label !== 'PUBLIC KEY') return { fault: `is ${labelled(block)}, not a "PUBLIC KEY"` };
  try {
    const form = { format: 'der', type: 'spki' } as const;
    const key = createPublicKey({ key: block.der, ...form });
    if (!key.export(form).equals(block.der)) return { fault: 'is a public key and something more' };
    const value = publicKeyOf(key);
    return value === undefined
      ? {
          fault: `is a key of the kind ${kindOf(key)}`,
          remedy: ASK_FOR_ANOTHER,
        }
      : { value };
  } catch (error) {
    return { fault: `cannot be read: ${errorMessage(error)}` };
  }
}

/** Is this the key's signature over the bytes? ECDSA in DER, as in X.509. */
export function isSignatureOf({ key, algorithm }: PublicKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  return verify(digests[algorithm], bytes, { key, dsaEncoding: 'der' }, signature);
}

/** The digest that a kind of key signs; `null` for one that brings its own. */
export function digestOf(algorithm: Algorithm): 'sha256' | null {
  return digests[algorithm];
}
