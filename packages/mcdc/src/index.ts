export * from './decision.js';
export type { Executed, Vector } from './executed.js';
export type { Condition, Connective, Expression, Negation, PerValue } from './expression.js';
export type { ProfileState } from './flow.js';
export type { IndependencePair } from './pairs.js';
export type { DecisionRecords, Profile, TestVector } from './records.js';
export * from './render.js';
export * from './reorder.js';
export { isTree } from './tree.js';
