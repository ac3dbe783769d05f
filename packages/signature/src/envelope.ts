import { dsse } from '@sigstore/core';

/** What the payload of an envelope is: https://github.com/in-toto/attestation/blob/main/spec/v1/envelope.md */
export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** The form of a signature file: Sigstore's bundle, version 0.3. */
export const MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** What is signed of a payload, so that no other use of the key gives the same bytes: https://github.com/secure-systems-lab/dsse/blob/master/protocol.md */
export function signedBytes(payload: Uint8Array): Buffer {
  return dsse.preAuthEncoding(PAYLOAD_TYPE, Buffer.from(payload));
}
