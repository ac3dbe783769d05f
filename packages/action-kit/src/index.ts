export * from './action.js';
export * from './check-action.js';
export * from './commands.js';
export * from './facts.js';
export * from './inputs.js';
export * from './perform.js';
export * from './run-action.js';
export * from './runner.js';
