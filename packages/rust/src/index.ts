export * from './tools.js';
export * from './version.js';
