export * from './compare.js';
export * from './component.js';
export * from './digest.js';
export * from './installed.js';
export * from './lock.js';
export * from './merge.js';
export * from './read-lock.js';
export * from './write-lock.js';
