export { msrv } from './check.js';
export { MsrvFacts } from './facts.js';
export * from './plan/document.js';
export type { PlannedLock } from './plan/outcome.js';
export { type PlanOptions, planLock } from './plan/plan-lock.js';
export { planInMarkdown, planInWords } from './plan/words.js';
export { MsrvSettings } from './settings.js';
