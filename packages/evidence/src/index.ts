export * from './deviation.js';
export * from './error.js';
export * from './finding.js';
export * from './json.js';
export * from './statement.js';
export * from './verdict.js';
