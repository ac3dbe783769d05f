export * from './check.js';
export * from './clauses.js';
export * from './examine.js';
export type * from './marked-source.js';
export * from './policy/check.js';
export * from './policy/facts.js';
export * from './rule.js';
export * from './settle.js';
export * from './sheet.js';
