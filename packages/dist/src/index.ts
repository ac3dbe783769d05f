export type { ComponentFile } from './archive/component.js';
export * from './component-files.js';
export * from './manifest.js';
export * from './openpgp/error.js';
export { readSigningKey, type SigningKey } from './openpgp/key.js';
export * from './release.js';
export * from './signing-key.js';
export * from './source.js';
