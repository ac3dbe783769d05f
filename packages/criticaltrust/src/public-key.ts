import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** The one algorithm that criticaltrust 0.4.0 knows: ECDSA on P-256 with SHA-256, signatures in ASN.1 DER, keys as SPKI in DER. */
export const ALGORITHM = 'ecdsa-p256-sha256-asn1-spki-der';

/** The name that signatures give a key by: SHA-256 of its bytes, in base64 (criticaltrust 0.4.0, keys/public.rs). */
export function keyId(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('base64');
}

/** A key of {@link ALGORITHM} by its bytes; `undefined` when they are another kind of key, none, or one and something more. */
export function readPublicKey(bytes: Uint8Array): KeyObject | undefined {
  const form = { format: 'der', type: 'spki' } as const;
  try {
    const key = createPublicKey({ key: Buffer.from(bytes), ...form });
    const isP256 = key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
    return isP256 && key.export(form).equals(bytes) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Is this the key's signature over the UTF-8 bytes of the text? */
export function isSignatureOf(key: KeyObject, text: string, signature: Uint8Array): boolean {
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'der' }, signature);
}
