export * from './check.js';
export type { CoverageFacts } from './facts.js';
export { type Metric, metrics } from './metric.js';
export { CoverageSettings } from './settings.js';
