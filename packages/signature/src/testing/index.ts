export * from './certificate.js';
export * from './sigstore.js';
export * from './test-openssl.js';
export * from './test-timestamp-authority.js';
