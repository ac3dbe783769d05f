export * from './append.js';
export * from './fake.js';
export * from './portable.js';
export * from './real.js';
export * from './record.js';
export * from './text.js';
export * from './world.js';
export * from './writer.js';
