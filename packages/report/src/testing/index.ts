export { hostile } from './hostile.js';
export { largeSources } from './marked-source.js';
export { randomReport } from './random-report.js';
