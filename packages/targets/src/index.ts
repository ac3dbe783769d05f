export * from './facts.js';
export * from './settings.js';
