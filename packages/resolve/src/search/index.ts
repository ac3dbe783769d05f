export * from './nogood.js';
export * from './search.js';
export * from './value-set.js';
