export type { MissingPackage } from './cargo/catalogue.js';
export type { Objection } from './cargo/objection.js';
export * from './input.js';
export type { ResolvedPackage } from './lock/resolved.js';
export * from './lock/text.js';
export * from './output.js';
export * from './plan.js';
export { declaredFit } from './release.js';
export * from './ways-out/ways-out.js';
