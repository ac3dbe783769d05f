import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { UserError } from '@assay/evidence';
import { labelled, type PemBlock, pemBlocks } from '../pem.js';
import { PASSPHRASE_VARIABLE } from './passphrase.js';
import { ACCEPTED_KEYS, digestOf, kindOf, type PublicKey, publicKeyOf } from './public-key.js';

/** An organisation's private key. */
export interface SigningKey {
  publicKey: PublicKey;
  /** The signature over these bytes: ECDSA in DER, as in X.509. */
  sign(bytes: Uint8Array): Uint8Array;
}

const MAKE_ONE = `make one: openssl genpkey -algorithm ed25519 -aes256 -out key.pem`;

/**
 * Reads a private key in PKCS#8 PEM. `path`: for messages, none of which shows anything of the key. Throws UserError: another form, another
 * kind than {@link ACCEPTED_KEYS}, a passphrase that is missing or wrong.
 */
export function readSigningKey(pem: string, path: string, passphrase: string | undefined): SigningKey {
  const key = readPrivateKey(onlyBlock(pem, path), path, passphrase);
  const publicKey = publicKeyOf(createPublicKey(key));
  if (publicKey === undefined) {
    throw new UserError(`the key is of the kind ${kindOf(key)}; Assay signs with ${ACCEPTED_KEYS}`, {
      at: { path },
      remedy: MAKE_ONE,
    });
  }
  const digest = digestOf(publicKey.algorithm);
  return { publicKey, sign: (bytes) => sign(digest, bytes, { key, dsaEncoding: 'der' }) };
}

function onlyBlock(pem: string, path: string): PemBlock {
  const blocks = pemBlocks(pem);
  const [block] = blocks;
  if (block === undefined || blocks.length > 1) {
    throw new UserError(`this is no private key: it has ${blocks.length} blocks of PEM, and one is wanted`, {
      at: { path },
      remedy: `name the file of a private key; ${MAKE_ONE}`,
    });
  }
  if (block.label === 'PRIVATE KEY' || block.label === 'ENCRYPTED PRIVATE KEY') return block;
  throw new UserError(`this is ${labelled(block)}, not a private key in the form PKCS#8`, {
    at: { path },
    remedy: remedyFor(block, path),
  });
}

/** Forms of private keys that OpenSSL reads besides PKCS#8, and so converts. OpenSSH's own (`OPENSSH PRIVATE KEY`) is none. */
const CONVERTIBLE = ['EC PRIVATE KEY', 'RSA PRIVATE KEY', 'DSA PRIVATE KEY'];

function remedyFor({ label }: PemBlock, path: string): string {
  if (CONVERTIBLE.includes(label)) return `convert it: openssl pkcs8 -topk8 -in ${path} -out key.pem`;
  const unread = label.endsWith(' PRIVATE KEY')
    ? 'openssl cannot read this form; '
    : 'name the file of a private key; ';
  return `${unread}${MAKE_ONE}`;
}

function readPrivateKey({ label, der }: PemBlock, path: string, passphrase: string | undefined): KeyObject {
  const isProtected = label === 'ENCRYPTED PRIVATE KEY';
  if (isProtected && passphrase === undefined) {
    throw new UserError('the key is protected by a passphrase', {
      at: { path },
      remedy: `give the passphrase in the environment variable ${PASSPHRASE_VARIABLE}`,
    });
  }
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8', ...(isProtected ? { passphrase } : {}) });
  } catch (cause) {
    const what = isProtected
      ? `the key cannot be opened with the passphrase in ${PASSPHRASE_VARIABLE}`
      : 'this is no private key that OpenSSL can read';
    const remedy = `try the same with: openssl pkey -in ${path} -noout`;
    throw new UserError(what, { at: { path }, remedy, cause });
  }
}
