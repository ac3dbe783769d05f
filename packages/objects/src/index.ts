export * from './bitcode.js';
export * from './describe-file.js';
export * from './object-file.js';
export * from './panic-symbols.js';
export * from './read-object.js';
