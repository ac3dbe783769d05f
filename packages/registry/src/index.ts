export * from './index-version.js';
