export * from './keys/passphrase.js';
export * from './keys/signing-key.js';
export * from './sign.js';
export type { BundleClaims, KnownBundle } from './statement.js';
export { NONCE_BYTES, QUERY_TYPE } from './timestamp/request.js';
export type { ReadNamed } from './trust/entry-reader.js';
export { readTrust, TRUST_LIMIT } from './trust/read-trust.js';
export type { Trust } from './trust/trust.js';
export * from './verify.js';
