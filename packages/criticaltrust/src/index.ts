export * from './compare.js';
export * from './keychain.js';
export * from './package-manifest.js';
export * from './trust-root.js';
export * from './verify-package.js';
