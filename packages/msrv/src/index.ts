export { msrv } from './check.js';
export { MsrvFacts } from './facts.js';
