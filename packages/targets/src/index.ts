export * from './answer.js';
export * from './board.js';
export * from './check.js';
export * from './facts.js';
export * from './gate/index.js';
export { type FoundTargets, lookThroughTargets } from './look-through.js';
export { type PlanOutputs, planOutputs } from './plan/outputs.js';
export { type Plan, planTargets } from './plan/plan.js';
export * from './settings.js';
