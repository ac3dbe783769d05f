export * from './check.js';
export { CoverageFacts } from './facts.js';
export { inPercentOverall } from './figures.js';
export { type Metric, metrics } from './metric.js';
export { profileOf } from './profile.js';
export { CoverageSettings } from './settings.js';
