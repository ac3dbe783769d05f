export * from './append.js';
export * from './portable.js';
export * from './record.js';
export * from './text.js';
export * from './world.js';
