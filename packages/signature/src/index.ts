export * from './keys/passphrase.js';
export * from './keys/signing-key.js';
export * from './sign.js';
export { SIGNATURE_LIMIT } from './signature-file.js';
export { BUNDLE_PREDICATE_TYPE, type BundleClaims, type KnownBundle } from './statement.js';
export { NONCE_BYTES, QUERY_TYPE } from './timestamp/request.js';
export { type ReadNamed, readTrust, TRUST_LIMIT } from './trust/read-trust.js';
export type { Trust } from './trust/trust.js';
export * from './verify.js';
