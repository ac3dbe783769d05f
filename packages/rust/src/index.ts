export * from './tools.js';
export * from './version.js';
export * from './config.js';
export * from './identity.js';
export * from './look.js';
export * from './pin.js';
export * from './problems.js';
