export * from './check.js';
export * from './examine.js';
export * from './rule.js';
