export * from './crate-version.js';
export * from './index-version.js';
export * from './requirement.js';
