export * from './object-file.js';
