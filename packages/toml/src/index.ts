export * from './document.js';
export * from './fast.js';
