export { didYouMean, nearest } from '@assay/evidence';
export * from './first-policy.js';
export * from './level.js';
export * from './names.js';
export * from './parse.js';
export * from './policy.js';
export { type PolicyTable, policyJsonSchema } from './schema.js';
