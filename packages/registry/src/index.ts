export * from './crate-version.js';
export * from './identify.js';
export * from './index-cache.js';
export type { IndexEntry } from './index-entry.js';
export * from './index-version.js';
export { isPackageName } from './package-name.js';
export * from './requirement.js';
export * from './usable-versions.js';
