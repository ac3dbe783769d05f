import { createPublicKey, type KeyObject } from 'node:crypto';
import { X509Certificate } from '@sigstore/core';

/** Reads a certificate in DER. Throws for what is none; parts of it are read when they are asked for, and may throw then. */
export function readCertificate(der: Uint8Array): X509Certificate {
  return X509Certificate.parse(Buffer.from(der));
}

/** The key that a certificate is for. Throws where Node knows no such key. */
export function keyOf({ publicKey }: X509Certificate): KeyObject {
  return createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
}
